/** A clock that a test moves. `TestProcessingTimeService`, with the production rule of when a timer is due. */
import type { ProcessingTimeCallback, ProcessingTimer, ProcessingTimeService } from "../operators/operator.ts";

class Registered {
  readonly timestampMs: number;
  readonly callback: ProcessingTimeCallback;

  constructor(timestampMs: number, callback: ProcessingTimeCallback) {
    this.timestampMs = timestampMs;
    this.callback = callback;
  }
}

/** A callback for T is due when the clock is greater than T; it runs only when `runDue` is called, never inside `register`. */
export class ManualProcessingTime implements ProcessingTimeService {
  nowMs: number;
  /** In order of registration. */
  #pending: Registered[] = [];

  constructor(nowMs: number) {
    this.nowMs = nowMs;
  }

  currentTimeMs(): number {
    return this.nowMs;
  }

  register(timestampMs: number, callback: ProcessingTimeCallback): ProcessingTimer {
    const registered = new Registered(timestampMs, callback);
    this.#pending.push(registered);
    // The brand is the contract's way to say "opaque".
    return registered as unknown as ProcessingTimer;
  }

  cancel(timer: ProcessingTimer): void {
    this.#pending = this.#pending.filter((one) => one !== (timer as unknown));
  }

  /** Runs what is due, earliest first, ties in order of registration; also what the callbacks register, if due. */
  runDue(): void {
    for (let next = this.#earliest(); next !== null && next.timestampMs < this.nowMs; next = this.#earliest()) {
      const due = next;
      this.#pending = this.#pending.filter((one) => one !== due);
      due.callback.onProcessingTime(due.timestampMs);
    }
  }

  #earliest(): Registered | null {
    let earliest: Registered | null = null;
    for (const one of this.#pending) if (earliest === null || one.timestampMs < earliest.timestampMs) earliest = one;
    return earliest;
  }
}
