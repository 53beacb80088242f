/** Says in the trace what a task waits for, from when to when. */
import { WAIT_REASONS } from "../trace/kinds.ts";
import type { Trace } from "../trace/trace.ts";

/** Why a task does nothing. */
export type WaitReason = (typeof WAIT_REASONS)[number];

/** The present wait of one task. */
export class TaskWaits {
  readonly #task: number;
  readonly #trace: Trace;
  #waiting: WaitReason | null = null;

  constructor(task: number, trace: Trace) {
    this.#task = task;
    this.#trace = trace;
  }

  begin(reason: WaitReason): void {
    if (this.#waiting === reason) return;
    this.end();
    this.#waiting = reason;
    this.#emit("wait.begin", reason);
  }

  end(): void {
    if (this.#waiting === null) return;
    this.#emit("wait.end", this.#waiting);
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
