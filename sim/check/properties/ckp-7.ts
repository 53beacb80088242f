import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { isTerminalJobState } from "../states.ts";
import { numberField } from "../values.ts";

interface Life {
  state: "pending" | "complete" | "failed" | "subsumed";
  event: EventId;
}

/**
 * CKP-7: a checkpoint is triggered, then completes or fails, and a complete one may be subsumed; nothing else. Acknowledgements
 * that come too late are ignored. No more are pending than are allowed (savepoints aside), and the interval triggers none before
 * the pause since the last completion is over.
 */
export class CheckpointLifeCycle implements Checker {
  readonly id = "CKP-7";
  readonly kinds = [
    "cp.settings",
    "cp.request",
    "cp.trigger",
    "cp.complete",
    "cp.fail",
    "cp.subsume",
    "cp.notify",
    "job.state",
  ] as const;
  private readonly lives = new Map<number, Life>();
  private ended: EventId = NO_EVENT;
  private mostPending = Number.POSITIVE_INFINITY;
  private minPauseMicros = 0;
  private readonly pending = new Map<number, EventId>();
  private completed: { readonly at: number; readonly event: EventId } | null = null;

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "job.state") {
      this.ended = isTerminalJobState(event.b) ? event.id : NO_EVENT;
      return;
    }
    const life = this.lives.get(event.ch);
    switch (event.kind) {
      case "cp.settings":
        this.mostPending = event.b;
        this.minPauseMicros = numberField(event, "minPauseMicros", 0);
        return;
      case "cp.request":
        this.request(event, report);
        return;
      case "cp.trigger":
        this.crowd(event, report);
        if (life !== undefined) report(event.id, `Checkpoint ${event.ch} was triggered a second time.`, [life.event]);
        if (this.ended !== NO_EVENT)
          report(event.id, `Checkpoint ${event.ch} was triggered after the job had ended.`, [this.ended]);
        this.lives.set(event.ch, { state: "pending", event: event.id });
        return;
      case "cp.complete":
        this.move(event, life, "pending", "complete", report);
        this.pending.delete(event.ch);
        this.completed = { at: event.t, event: event.id };
        return;
      case "cp.fail":
        this.pending.delete(event.ch);
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

  /** @param event a checkpoint (a 0) or a savepoint, which is counted and not kept back */
  private crowd(event: TraceEvent, report: Report): void {
    const before = [...this.pending.values()];
    this.pending.set(event.ch, event.id);
    if (event.a === 0 && before.length >= this.mostPending)
      report(
        event.id,
        `Checkpoint ${event.ch} was triggered while ${before.length} are pending, and ${this.mostPending} may be.`,
        before,
      );
  }

  private request(event: TraceEvent, report: Report): void {
    if (event.a !== 0 || event.b !== 1 || this.completed === null) return;
    const pauseMicros = event.t - this.completed.at;
    if (pauseMicros < this.minPauseMicros)
      report(
        event.id,
        `Checkpoint ${event.ch} was triggered ${pauseMicros} µs after the last one was complete, before the pause of ${this.minPauseMicros} µs was over.`,
        [this.completed.event],
      );
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
