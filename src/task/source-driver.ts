/** Lets a task's reader emit when it has something, and wakes the task when it will (`SourceOperatorStreamTask`, `SourceStreamTask`). */
import type { PolledSource } from "../operators/polled-source.ts";
import { ACTIVITIES } from "../trace/kinds.ts";
import type { EventHandler, Micros, World } from "../world.ts";
import type { SliceClock } from "./slice-clock.ts";

/** The task, as its driver sees it. */
export interface SourceDriverOwner {
  wake(): void;
}

/** Drives the reader of one source task. */
export class SourceDriver implements EventHandler {
  readonly #source: PolledSource;
  readonly #task: number;
  readonly #world: World;
  readonly #slices: SliceClock;
  readonly #recordsPerSlice: number;
  readonly #owner: SourceDriverOwner;
  #wakeAt: Micros = Number.POSITIVE_INFINITY;

  constructor(
    source: PolledSource,
    task: number,
    world: World,
    slices: SliceClock,
    recordsPerSlice: number,
    owner: SourceDriverOwner,
  ) {
    this.#source = source;
    this.#task = task;
    this.#world = world;
    this.#slices = slices;
    this.#recordsPerSlice = recordsPerSlice;
    this.#owner = owner;
  }

  /** Will the reader have something when the task is free? If not, the task is woken when it has. */
  ready(): boolean {
    const at = this.#source.availableAtMicros();
    if (at <= this.#slices.freeAt) return true;
    if (at < this.#wakeAt) {
      this.#wakeAt = at;
      this.#world.clock.schedule(at, "timer", this, 0, at);
    }
    return false;
  }

  /** The reader has something now. */
  get available(): boolean {
    return this.#source.availableAtMicros() <= this.#world.clock.now();
  }

  onEvent(_op: number, payload: unknown): void {
    if (this.#wakeAt === payload) this.#wakeAt = Number.POSITIVE_INFINITY;
    this.#owner.wake();
  }

  /** Emits up to a slice's worth of records; true: the input has ended. */
  poll(): boolean {
    const { trace } = this.#world;
    if (trace.buffers) trace.emit("proc.begin", { task: this.#task, a: 0, b: ACTIVITIES.indexOf("source") });
    const ended = this.#source.emitNext(this.#recordsPerSlice) === "end-of-input";
    if (ended) this.#source.endOfInput();
    if (trace.buffers) trace.emit("proc.end", { task: this.#task, x: this.#slices.chargedMicros });
    return ended;
  }
}
