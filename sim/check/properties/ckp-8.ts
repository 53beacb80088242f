import { OPERATOR_CALLS } from "../../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";

const COMPLETE = OPERATOR_CALLS.indexOf("notify-complete");
const ABORTED = OPERATOR_CALLS.indexOf("notify-aborted");
const CLOSE = OPERATOR_CALLS.indexOf("close");

/** One operator of one attempt. */
interface Participant {
  complete: number;
  completeEvent: EventId;
  readonly aborted: Map<number, EventId>;
  closed: EventId;
}

/**
 * CKP-8: what operators hear of checkpoints. A message may come twice or late: then the task keeps it to itself, and a later
 * completion stands for those before it.
 */
export class NotifiedOnce implements Checker {
  readonly id = "CKP-8";
  readonly kinds = ["op.call", "cp.complete", "cp.fail"] as const;
  private readonly participants = new Map<string, Participant>();
  private readonly complete = new Set<number>();
  private readonly failed = new Set<number>();

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "cp.complete") this.complete.add(event.ch);
    else if (event.kind === "cp.fail") this.failed.add(event.ch);
    else if (event.a === COMPLETE || event.a === ABORTED || event.a === CLOSE) this.call(event, report);
  }

  private call(event: TraceEvent, report: Report): void {
    const key = `${event.task}.${event.b}`;
    let participant = this.participants.get(key);
    if (participant === undefined) {
      participant = { complete: 0, completeEvent: NO_EVENT, aborted: new Map(), closed: NO_EVENT };
      this.participants.set(key, participant);
    }
    if (event.a === CLOSE) {
      participant.closed = event.id;
      return;
    }
    const who = `Operator ${event.b} of task ${event.task}`;
    const heard = `that checkpoint ${event.ch} is ${event.a === COMPLETE ? "complete" : "aborted"}`;
    if (participant.closed !== NO_EVENT)
      report(event.id, `${who} heard ${heard} after it was closed.`, [participant.closed]);
    if (!(event.a === COMPLETE ? this.complete : this.failed).has(event.ch))
      report(event.id, `${who} heard ${heard}, but it is not.`);
    if (event.a === COMPLETE) {
      if (event.ch <= participant.complete)
        report(event.id, `${who} heard ${heard}, after it had heard of checkpoint ${participant.complete}.`, [
          participant.completeEvent,
        ]);
      participant.complete = Math.max(event.ch, participant.complete);
      participant.completeEvent = event.id;
      return;
    }
    const before = participant.aborted.get(event.ch);
    if (before !== undefined) report(event.id, `${who} heard ${heard} a second time.`, [before]);
    participant.aborted.set(event.ch, event.id);
  }
}
