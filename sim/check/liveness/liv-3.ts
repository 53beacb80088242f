import type { TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { ATTEMPT_KINDS, Attempts } from "./attempts.ts";
import { CALM_KINDS } from "./calm.ts";
import { Obligations } from "./obligations.ts";

const MAX_WATERMARK = Number.MAX_SAFE_INTEGER;

/** LIV-3: when all sources have sent their last watermark, it reaches every sink, past all that they have read. */
export class WatermarkReachesSinks implements Checker {
  readonly id = "LIV-3";
  readonly kinds = [...CALM_KINDS, ...ATTEMPT_KINDS, "run.end", "job.state", "wm.advance"] as const;
  private readonly obligations: Obligations;
  private readonly attempts = new Attempts();
  /** Attempts whose watermark is there. */
  private readonly reached = new Set<number>();
  private ended = false;

  constructor(boundMs: number) {
    this.obligations = new Obligations(boundMs);
  }

  on(event: TraceEvent, report: Report): void {
    this.obligations.follow(event, report);
    this.attempts.follow(event);
    switch (event.kind) {
      case "wm.advance":
        if (event.x !== MAX_WATERMARK) return;
        this.reached.add(event.task);
        this.obligations.meet(event.task);
        return;
      case "topo.epoch":
      case "job.state":
        this.obligations.clear();
        this.ended = false;
        return;
      case "exec.state":
        if (this.attempts.find(event.task)?.state === "finished") {
          this.reached.add(event.task);
          this.obligations.meet(event.task);
        }
        this.open(event);
        return;
      case "buf.send":
        this.open(event);
        return;
    }
  }

  atEnd(report: Report): void {
    this.obligations.atEnd(report);
  }

  private open(event: TraceEvent): void {
    if (this.ended || !this.attempts.inputEnded) return;
    this.ended = true;
    for (const { task, name, hasInputs, hasOutputs } of this.attempts.all())
      if (hasInputs && !hasOutputs && !this.reached.has(task))
        this.obligations.open(task, event, `all sources have ended, but ${name} has not heard of it`);
  }
}
