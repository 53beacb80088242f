import type { TraceKind } from "../../src/trace/kinds.ts";
import { TRACE_KINDS } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import type { TraceObserver } from "../trace/recorder.ts";
import type { Checker, Report, Violation } from "./checker.ts";

/** Violations that are kept per property; the rest is counted only. */
const KEPT = 100;

/** Runs checkers beside a run (or over a stored trace). Each event goes to the checkers of its kind only. */
export class CheckingObserver implements TraceObserver {
  /** What did not hold so far, in order; at most 100 per property. */
  readonly violations: Violation[] = [];
  /** Violations per property, those not kept included. */
  readonly counts = new Map<string, number>();
  /** Virtual time, µs, at which each property was first seen broken; without what showed only at the end. */
  readonly brokenAtMicros = new Map<string, number>();
  private readonly table = new Map<TraceKind, [Checker, Report][]>();
  private readonly ends: [Checker, Report][] = [];
  private finished = false;
  /** Virtual time, µs, of the event that is looked at. */
  private now = 0;

  constructor(checkers: readonly Checker[]) {
    for (const kind of TRACE_KINDS) this.table.set(kind, []);
    for (const checker of checkers) {
      const report = this.reportOf(checker.id);
      for (const kind of checker.kinds) this.table.get(kind)!.push([checker, report]);
      this.ends.push([checker, report]);
    }
  }

  on(event: TraceEvent): void {
    const listeners = this.table.get(event.kind)!;
    this.now = event.t;
    for (let i = 0; i < listeners.length; i++) listeners[i][0].on(event, listeners[i][1]);
  }

  /** Says that the trace is over; gives all violations. A second call changes nothing. */
  finish(): readonly Violation[] {
    const isFirst = !this.finished;
    this.finished = true;
    if (isFirst) for (const [checker, report] of this.ends) checker.atEnd?.(report);
    return this.violations;
  }

  private reportOf(property: string): Report {
    return (event, message, witnesses = []) => {
      const count = (this.counts.get(property) ?? 0) + 1;
      this.counts.set(property, count);
      if (count === 1 && !this.finished) this.brokenAtMicros.set(property, this.now);
      if (count <= KEPT) this.violations.push({ property, event, message, witnesses });
    };
  }
}
