/**
 * The time that a task's work takes on its machine. Work is done at the start of a slice and charged as it goes; what is
 * emitted meanwhile leaves at the moment within the slice when the task has come to it, and the next slice begins when
 * this one is over. A fraction of a microsecond is carried over.
 */
import type { Clock, Micros } from "../world.ts";

const NANOS_PER_MICRO = 1000;

/** The time account of one task. */
export class SliceClock {
  readonly #clock: Clock;
  readonly #recordNanos: number;
  #inSlice = false;
  #busyUntil: Micros = 0;
  #chargedNanos = 0;
  /** CPU time of a record on this machine, as of the beginning of the slice. */
  #perRecordNanos: number;

  /** @param recordNanos nominal CPU time of a record in one operator */
  constructor(clock: Clock, recordNanos: number) {
    this.#clock = clock;
    this.#recordNanos = recordNanos;
    this.#perRecordNanos = clock.cpuNanos(recordNanos);
  }

  get inSlice(): boolean {
    return this.#inSlice;
  }

  /** When the task is free for the next slice. */
  get freeAt(): Micros {
    return Math.max(this.#clock.now(), this.#busyUntil);
  }

  /** Charged in this slice so far, µs. */
  get chargedMicros(): Micros {
    return Math.floor(this.#chargedNanos / NANOS_PER_MICRO);
  }

  /** Charges a record in one operator. */
  chargeRecord(): void {
    this.#chargedNanos += this.#perRecordNanos;
  }

  /** When what is emitted now leaves the task. */
  emissionTime(): Micros {
    return this.#inSlice ? this.#clock.now() + this.chargedMicros : this.freeAt;
  }

  begin(): void {
    this.#inSlice = true;
    this.#perRecordNanos = this.#clock.cpuNanos(this.#recordNanos);
  }

  /** The task is busy for what was charged. */
  end(): void {
    this.#inSlice = false;
    const micros = this.chargedMicros;
    this.#chargedNanos -= micros * NANOS_PER_MICRO;
    this.#busyUntil = this.#clock.now() + micros;
  }
}
