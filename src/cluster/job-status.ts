/** Where a job is in its life and what it waits for, as the trace tells it (`JobStatus`). */
import { JOB_STATES, type JobState, WAIT_REASONS } from "../trace/kinds.ts";
import type { Trace } from "../trace/trace.ts";

/** The state of one job; begins with INITIALIZING. `JobStatus` */
export class JobStatus {
  readonly #jobId: string;
  readonly #trace: Trace;
  #state: JobState = "INITIALIZING";

  constructor(jobId: string, trace: Trace) {
    this.#jobId = jobId;
    this.#trace = trace;
  }

  get state(): JobState {
    return this.#state;
  }

  /** No other state follows. */
  get ended(): boolean {
    return this.#state === "FINISHED" || this.#state === "FAILED" || this.#state === "CANCELED";
  }

  transition(state: JobState, reason: string | null = null): void {
    this.#trace.step("job.state", {
      a: JOB_STATES.indexOf(this.#state),
      b: JOB_STATES.indexOf(state),
      ext: { job: this.#jobId, reason },
    });
    this.#state = state;
  }

  /** The job as a whole begins to wait, or has waited. */
  wait(kind: "wait.begin" | "wait.end", reason: (typeof WAIT_REASONS)[number]): void {
    const trace = this.#trace;
    if (trace.buffers) trace.emit(kind, { a: WAIT_REASONS.indexOf(reason), ext: { job: this.#jobId } });
  }
}
