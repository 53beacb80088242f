/** Says in the trace what a task waits for, from when to when. */
import { WAIT_REASONS } from "../trace/kinds.ts";
import type { Trace } from "../trace/trace.ts";
import type { Clock, Micros } from "../world.ts";

/** Why a task does nothing. */
export type WaitReason = (typeof WAIT_REASONS)[number];

/** The present wait of one task. */
export class TaskWaits {
  readonly #task: number;
  readonly #clock: Clock;
  readonly #trace: Trace;
  /** Time without room in the output, over. */
  #blockedMicros: Micros = 0;
  #since: Micros = 0;
  #waiting: WaitReason | null = null;

  constructor(task: number, clock: Clock, trace: Trace) {
    this.#task = task;
    this.#clock = clock;
    this.#trace = trace;
  }

  /** Time in which the output had room; idleness is measured by it. `PausableRelativeClock` */
  activeMs(): number {
    const now = this.#clock.now();
    const blocked = this.#blockedMicros + (this.#waiting === "output" ? now - this.#since : 0);
    return Math.floor((now - blocked) / 1000);
  }

  begin(reason: WaitReason): void {
    if (this.#waiting === reason) return;
    this.end();
    this.#waiting = reason;
    this.#since = this.#clock.now();
    this.#emit("wait.begin", reason);
  }

  end(): void {
    if (this.#waiting === null) return;
    this.#emit("wait.end", this.#waiting);
    if (this.#waiting === "output") this.#blockedMicros += this.#clock.now() - this.#since;
    this.#waiting = null;
  }

  /** The answer has come, if one was waited for; true if so. */
  endExternal(): boolean {
    if (this.#waiting !== "external") return false;
    this.end();
    return true;
  }

  #emit(kind: "wait.begin" | "wait.end", reason: WaitReason): void {
    if (this.#trace.buffers) this.#trace.emit(kind, { task: this.#task, a: WAIT_REASONS.indexOf(reason) });
  }
}
