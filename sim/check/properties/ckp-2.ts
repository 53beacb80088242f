import { CHECKPOINTING_MODES } from "../../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { listField } from "../values.ts";

const EXACTLY_ONCE = CHECKPOINTING_MODES.indexOf("EXACTLY_ONCE");

interface Side {
  readonly records: number;
  readonly event: EventId;
  readonly sender: boolean;
}

/**
 * CKP-2: the cut is consistent: in each channel the receiver's snapshot holds exactly what the sender's snapshot has sent. At
 * least once it may hold more, which comes again after a restore, but never less.
 */
export class ConsistentCut implements Checker {
  readonly id = "CKP-2";
  readonly kinds = ["cp.settings", "cp.sync", "cp.complete", "cp.fail"] as const;
  private isExactlyOnce = true;
  /** Per checkpoint and channel: the side that has spoken. */
  private readonly waiting = new Map<number, Map<number, Side>>();

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "cp.settings") {
      this.isExactlyOnce = event.x === EXACTLY_ONCE;
      return;
    }
    if (event.kind !== "cp.sync") {
      this.waiting.delete(event.ch);
      return;
    }
    this.compare(event, listField(event, "sentCut"), true, report);
    this.compare(event, listField(event, "processedCut"), false, report);
  }

  private compare(event: TraceEvent, cut: readonly unknown[], sender: boolean, report: Report): void {
    let sides = this.waiting.get(event.ch);
    if (sides === undefined) {
      sides = new Map();
      this.waiting.set(event.ch, sides);
    }
    for (const entry of cut) {
      if (!Array.isArray(entry)) continue;
      const [channel, records] = entry as [number, number];
      const other = sides.get(channel);
      if (other === undefined || other.sender === sender) {
        sides.set(channel, { records, event: event.id, sender });
        continue;
      }
      sides.delete(channel);
      const sent = sender ? records : other.records;
      const processed = sender ? other.records : records;
      if (this.isExactlyOnce ? processed === sent : processed >= sent) continue;
      report(
        event.id,
        `In checkpoint ${event.ch}, channel ${channel} had sent ${sent} records at the sender's cut, but the receiver's snapshot holds ${processed}.`,
        [other.event],
      );
    }
  }
}
