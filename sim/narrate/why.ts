/** Why did this happen? The chain of recorded causes, newest first, until an event that nothing caused. */
import type { TraceEvent } from "../../src/trace/trace.ts";
import { describe } from "./describe.ts";
import { Names } from "./names.ts";

/** Steps that only carry a cause on; several of them are one row. */
const CARRIERS = /^(rpc|buf|credit|proc|wait|slot|pool)\.|^el\.(arrive|emit)$|^cp\.((un)?block|a?sync)$|^exec\.state$/;
const MAX_ROWS = 200;

/** A row of the chain. */
export interface WhyRow {
  readonly event: TraceEvent;
  readonly text: string;
}

/** The event with this id and its causes. Empty when the trace has no such event. */
export function why(events: readonly TraceEvent[], id: number): WhyRow[] {
  const names = new Names();
  const byId = new Map<number, TraceEvent>();
  for (const event of events) {
    names.learn(event);
    byId.set(event.id, event);
  }
  const rows: WhyRow[] = [];
  let carried: TraceEvent[] = [];
  const flush = (): void => {
    if (carried.length > 2) rows.push({ event: carried[0], text: foldedRow(carried, names) });
    else for (const event of carried) rows.push({ event, text: describe(event, names) });
    carried = [];
  };
  let at = byId.get(id);
  while (at !== undefined && rows.length < MAX_ROWS) {
    const cause = byId.get(at.cause);
    if (CARRIERS.test(at.kind) && at.id !== id && cause !== undefined) carried.push(at);
    else {
      flush();
      rows.push({ event: at, text: describe(at, names) + (cause === undefined ? origin(at) : "") });
      const enabler = byId.get(at.enabler);
      if (enabler !== undefined && !CARRIERS.test(enabler.kind))
        rows.push({ event: enabler, text: `(Made possible by: ${describe(enabler, names)})` });
    }
    at = cause;
  }
  flush();
  return rows;
}

function foldedRow(events: readonly TraceEvent[], names: Names): string {
  const last = describe(events[events.length - 1], names);
  return `… ${events.length} steps that only pass it on; the first of them: ${last}`;
}

/** Why the chain ends here. */
function origin({ kind, cause }: TraceEvent): string {
  if (cause >= 0) return " (Its cause is not in this file.)";
  if (kind === "src.emit") return " Here it begins: a record of the input.";
  if (kind === "iv.apply") return " Here it begins: the scenario says so.";
  return " Here it begins: nothing in the run caused it.";
}
