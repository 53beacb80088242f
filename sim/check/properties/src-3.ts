import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { listField, textField } from "../values.ts";

/** The way from an enumerator to one reader. */
interface Way {
  readonly vertex: string;
  /** Sent and not yet taken, in order. */
  readonly open: { readonly text: string; readonly event: EventId }[];
  sent: number;
  taken: number;
}

/** Events up to a cut. */
interface Count {
  readonly events: number;
  readonly event: EventId;
}

interface Cut {
  readonly sent: Map<number, Count>;
  readonly taken: Map<number, Count>;
}

/**
 * SRC-3: the enumerator's events cross no checkpoint: each reader's snapshot has taken exactly the events that were sent before
 * the enumerator's. Only complete checkpoints are judged: one whose event is lost does not complete.
 */
export class CoordinatorEventsCrossNoCut implements Checker {
  readonly id = "SRC-3";
  readonly kinds = [
    "topo.epoch",
    "exec.def",
    "split.send",
    "split.take",
    "split.cut",
    "cp.complete",
    "cp.fail",
  ] as const;
  private readonly ways = new Map<number, Way>();
  private readonly cuts = new Map<number, Cut>();

  on(event: TraceEvent, report: Report): void {
    const way = this.ways.get(event.task);
    switch (event.kind) {
      case "topo.epoch":
        this.ways.clear();
        return;
      case "exec.def":
        this.ways.set(event.task, { vertex: textField(event, "vertex"), open: [], sent: 0, taken: 0 });
        return;
      case "split.send":
        if (way === undefined) return;
        way.sent++;
        way.open.push({ text: textOfEvent(event), event: event.id });
        return;
      case "split.take":
        if (way !== undefined) this.take(event, way, report);
        return;
      case "split.cut":
        if (event.task < 0) this.cutEnumerator(event);
        else if (way !== undefined) this.cutOf(event.ch).taken.set(event.task, { events: way.taken, event: event.id });
        return;
      default:
        if (event.kind === "cp.complete") this.complete(event, report);
        this.cuts.delete(event.ch);
    }
  }

  private take(event: TraceEvent, way: Way, report: Report): void {
    way.taken++;
    const first = way.open.shift();
    const text = textOfEvent(event);
    if (first === undefined) report(event.id, `Task ${event.task} took ${text}, which the enumerator had not sent.`);
    else if (first.text !== text)
      report(event.id, `Task ${event.task} took ${text}, but ${first.text} was sent before it.`, [first.event]);
  }

  private cutOf(checkpoint: number): Cut {
    let cut = this.cuts.get(checkpoint);
    if (cut === undefined) {
      cut = { sent: new Map(), taken: new Map() };
      this.cuts.set(checkpoint, cut);
    }
    return cut;
  }

  private cutEnumerator(event: TraceEvent): void {
    const { sent } = this.cutOf(event.ch);
    const vertex = textField(event, "vertex");
    for (const [task, way] of this.ways)
      if (way.vertex === vertex) sent.set(task, { events: way.sent, event: event.id });
  }

  private complete(event: TraceEvent, report: Report): void {
    const cut = this.cuts.get(event.ch);
    for (const [task, taken] of cut?.taken ?? []) {
      const sent = cut?.sent.get(task);
      if (sent !== undefined && sent.events !== taken.events)
        report(
          event.id,
          `Checkpoint ${event.ch}: the enumerator had sent ${sent.events} events to task ${task} before its snapshot, but the reader's snapshot holds ${taken.events}.`,
          [sent.event, taken.event],
        );
    }
  }
}

function textOfEvent(event: TraceEvent): string {
  return event.b === 0 ? `the splits ${listField(event, "splits").join(", ")}` : "the end of the splits";
}
