import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { isTerminalJobState } from "../states.ts";

interface Life {
  state: "pending" | "complete" | "failed" | "subsumed";
  event: EventId;
}

/** CKP-7: a checkpoint is triggered, then completes or fails, and a complete one may be subsumed; nothing else. Acknowledgements that come too late are ignored. */
export class CheckpointLifeCycle implements Checker {
  readonly id = "CKP-7";
  readonly kinds = ["cp.trigger", "cp.complete", "cp.fail", "cp.subsume", "cp.notify", "job.state"] as const;
  private readonly lives = new Map<number, Life>();
  private ended: EventId = NO_EVENT;

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "job.state") {
      this.ended = isTerminalJobState(event.b) ? event.id : NO_EVENT;
      return;
    }
    const life = this.lives.get(event.ch);
    switch (event.kind) {
      case "cp.trigger":
        if (life !== undefined) report(event.id, `Checkpoint ${event.ch} was triggered a second time.`, [life.event]);
        if (this.ended !== NO_EVENT)
          report(event.id, `Checkpoint ${event.ch} was triggered after the job had ended.`, [this.ended]);
        this.lives.set(event.ch, { state: "pending", event: event.id });
        return;
      case "cp.complete":
        this.move(event, life, "pending", "complete", report);
        return;
      case "cp.fail":
        if (life !== undefined) this.move(event, life, "pending", "failed", report);
        return;
      case "cp.subsume":
        if (life !== undefined) this.move(event, life, "complete", "subsumed", report);
        return;
      default:
        if (life === undefined) return;
        if (event.a === 0 && (life.state === "pending" || life.state === "failed"))
          report(
            event.id,
            `Task ${event.task} was told that checkpoint ${event.ch} is complete, but it is ${life.state}.`,
            [life.event],
          );
        if (event.a === 1 && (life.state === "complete" || life.state === "subsumed"))
          report(event.id, `Task ${event.task} was told that checkpoint ${event.ch} was aborted, but it is complete.`, [
            life.event,
          ]);
    }
  }

  private move(
    event: TraceEvent,
    life: Life | undefined,
    from: Life["state"],
    to: Life["state"],
    report: Report,
  ): void {
    if (life === undefined) report(event.id, `Checkpoint ${event.ch} is ${to}, but was never triggered.`);
    else if (life.state !== from)
      report(event.id, `Checkpoint ${event.ch} is ${to}, but was ${life.state} before.`, [life.event]);
    this.lives.set(event.ch, { state: to, event: event.id });
  }
}
