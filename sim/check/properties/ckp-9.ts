import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";

/** CKP-9: while a barrier is being aligned, nothing is taken from a channel whose barrier has come. */
export class AlignmentBlocks implements Checker {
  readonly id = "CKP-9";
  readonly kinds = ["cp.block", "cp.unblock", "el.take"] as const;
  private readonly blocked = new Map<number, { checkpoint: number; event: EventId }>();

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "el.take") {
      if (this.blocked.size === 0) return;
      const block = this.blocked.get(event.ch);
      if (block !== undefined)
        report(
          event.id,
          `Task ${event.task} took an element from channel ${event.ch}, which checkpoint ${block.checkpoint} blocks.`,
          [block.event],
        );
    } else if (event.kind === "cp.block") {
      const before = this.blocked.get(event.ch);
      if (before !== undefined) report(event.id, `Channel ${event.ch} was blocked twice.`, [before.event]);
      this.blocked.set(event.ch, { checkpoint: event.a, event: event.id });
    } else if (!this.blocked.delete(event.ch))
      report(event.id, `Channel ${event.ch} was resumed, but was not blocked.`);
  }
}
