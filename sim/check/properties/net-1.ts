import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field } from "../values.ts";

/** NET-1: a sender never sends more data buffers than it was given credit for. Local channels and events need none. */
export class SentWithinCredit implements Checker {
  readonly id = "NET-1";
  readonly kinds = ["edge.def", "chan.def", "credit.grant", "buf.send"] as const;
  private readonly initialCredit: number;
  /** By edge. */
  private readonly exclusive = new Map<unknown, number>();
  private readonly credit = new Map<number, { left: number; grant: EventId }>();

  /** `initialCredit`: exclusive buffers of a channel whose edge does not say how many it has; not announced by a grant. */
  constructor(initialCredit: number) {
    this.initialCredit = initialCredit;
  }

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "edge.def") {
      const exclusive = field(event, "exclusiveBuffers");
      if (typeof exclusive === "number") this.exclusive.set(field(event, "id"), exclusive);
      return;
    }
    if (event.kind === "chan.def") {
      const left = this.exclusive.get(field(event, "edge")) ?? this.initialCredit;
      if (field(event, "local") !== true) this.credit.set(event.ch, { left, grant: NO_EVENT });
      return;
    }
    const credit = this.credit.get(event.ch);
    if (credit === undefined) return;
    if (event.kind === "credit.grant") {
      credit.left += event.a;
      credit.grant = event.id;
    } else if (field(event, "data") !== false) {
      credit.left--;
      if (credit.left < 0)
        report(
          event.id,
          `Channel ${event.ch} sent buffer ${event.a} without credit.`,
          credit.grant === NO_EVENT ? [] : [credit.grant],
        );
    }
  }
}
