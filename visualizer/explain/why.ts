/**
 * Why did this happen? The chain of recorded causes, newest first, until an event with which it begins. Of a watermark that
 * came through a channel the recorded cause is the buffer that brought it; there the chain goes on with the event that sent
 * it, which the order of the channel tells.
 */
import type { TraceStore } from "../trace/trace-store.ts";
import { isCarrier } from "./carriers.ts";
import { explainerOf } from "./explainer.ts";
import { type Origin, originOf } from "./origin.ts";

/** A row of the chain. */
export type WhyRow =
  | {
      readonly kind: "event";
      readonly seq: number;
      /** Why the chain ends here; null: it goes on. */
      readonly origin: Origin | null;
    }
  /** An earlier event without which the row above could not have happened. */
  | { readonly kind: "enabler"; readonly seq: number }
  /** Steps that only carry the cause on, newest first; two or more. */
  | { readonly kind: "carriers"; readonly seqs: readonly number[] };

const MAX_STEPS = 10_000;

/** The chain of event `seq`, which is its first row. Empty if the store has no such event. */
export function why(store: TraceStore, seq: number): WhyRow[] {
  if (seq < 0 || seq >= store.count) return [];
  const { facts } = explainerOf(store);
  const rows: WhyRow[] = [];
  let carried: number[] = [];
  const flush = (): void => {
    if (carried.length > 1) rows.push({ kind: "carriers", seqs: carried });
    else for (const one of carried) rows.push({ kind: "event", seq: one, origin: null });
    carried = [];
  };
  let at = seq;
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const origin = originOf(store, at);
    if (at !== seq && origin === null && isCarrier(store, at)) carried.push(at);
    else {
      flush();
      rows.push({ kind: "event", seq: at, origin });
      for (const enabler of enablersOf(store, at, origin)) rows.push({ kind: "enabler", seq: enabler });
    }
    if (origin !== null) break;
    at = facts.of(at).emission ?? store.cause(at);
  }
  flush();
  // What is in the chain itself is not told a second time.
  const chain = new Set(rows.flatMap((row) => (row.kind === "event" ? [row.seq] : [])));
  return rows.filter((row) => row.kind !== "enabler" || !chain.has(row.seq));
}

/** What made an event possible, as recorded; for an origin also what its clock was started by. */
function enablersOf(store: TraceStore, seq: number, origin: Origin | null): number[] {
  const found: number[] = [];
  const highest = explainerOf(store).facts.of(seq).highest;
  if (origin === "source-watermark" && highest !== undefined) found.push(highest.seq);
  else if (origin !== null && store.cause(seq) >= 0) found.push(store.cause(seq));
  if (store.enabler(seq) >= 0) found.push(store.enabler(seq));
  return found.filter((enabler) => !isCarrier(store, enabler));
}
