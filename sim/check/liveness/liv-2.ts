import type { TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { ATTEMPT_KINDS, Attempts } from "./attempts.ts";
import { CALM_KINDS } from "./calm.ts";
import { Obligations } from "./obligations.ts";

const NEXT = "next";

/** LIV-2: while a job runs that takes checkpoints, one completes every so often. */
export class CheckpointsGoOn implements Checker {
  readonly id = "LIV-2";
  readonly kinds = [...CALM_KINDS, ...ATTEMPT_KINDS, "run.end", "job.state", "cp.trigger", "cp.complete"] as const;
  private readonly obligations: Obligations;
  private readonly attempts = new Attempts();
  private newest = 0;
  private checkpointing = false;

  constructor(boundMs: number) {
    this.obligations = new Obligations(boundMs);
  }

  on(event: TraceEvent, report: Report): void {
    this.obligations.follow(event, report);
    this.attempts.follow(event);
    switch (event.kind) {
      case "cp.trigger":
        this.checkpointing = true;
        this.open(event);
        return;
      case "cp.complete":
        this.newest = event.ch;
        this.obligations.meet(NEXT);
        this.open(event);
        return;
      case "exec.state":
        this.open(event);
        return;
      case "job.state":
        this.obligations.meet(NEXT);
        return;
    }
  }

  atEnd(report: Report): void {
    this.obligations.atEnd(report);
  }

  private open(event: TraceEvent): void {
    if (!this.checkpointing) return;
    const last = this.newest === 0 ? "no checkpoint" : `none after checkpoint ${this.newest}`;
    if (this.attempts.allRun) this.obligations.open(NEXT, event, `the job runs and ${last} has completed`);
    else this.obligations.meet(NEXT);
  }
}
