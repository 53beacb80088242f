import type { TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { isTerminalJobState } from "../states.ts";
import { ATTEMPT_KINDS, Attempts } from "./attempts.ts";
import { CALM_KINDS } from "./calm.ts";
import { Obligations } from "./obligations.ts";

const JOB = "job";
const NOT_YET = "the job tries to run, and not all of its attempts do";

/** LIV-1: a job that starts, or starts again, comes to run. The state RUNNING of a job comes before its tasks run; they count. */
export class JobComesToRun implements Checker {
  readonly id = "LIV-1";
  readonly kinds = [...CALM_KINDS, ...ATTEMPT_KINDS, "run.begin", "run.end", "job.state"] as const;
  private readonly obligations: Obligations;
  private readonly attempts = new Attempts();

  constructor(boundMs: number) {
    this.obligations = new Obligations(boundMs);
  }

  on(event: TraceEvent, report: Report): void {
    this.obligations.follow(event, report);
    this.attempts.follow(event);
    switch (event.kind) {
      case "run.begin":
        this.obligations.open(JOB, event, NOT_YET);
        return;
      case "job.state":
        if (isTerminalJobState(event.b)) this.obligations.meet(JOB);
        else this.obligations.open(JOB, event, NOT_YET);
        return;
      case "exec.state":
        if (this.attempts.allRun) this.obligations.meet(JOB);
        return;
    }
  }

  atEnd(report: Report): void {
    this.obligations.atEnd(report);
  }
}
