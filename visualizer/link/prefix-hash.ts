/** Tells whether two runs were the same up to a moment: a hash over all that was decided before it. */
import { TRACE_KINDS, TRACE_LEVELS } from "../../src/trace/kinds.ts";
import type { TraceStore } from "../trace/trace-store.ts";

const DECISIONS = TRACE_KINDS.map((kind) => TRACE_LEVELS[kind] === 0);
const HEX_DIGITS = 8;

/** Hash of the coordination events up to event `seq`, 8 hex digits; finer events do not count. */
export function prefixHash(store: TraceStore, seq: number): string {
  let h = 0x7469_6465;
  const mix = (word: number) => {
    h = Math.imul(h ^ word, 0x9e3779b1);
    h ^= h >>> 15;
  };
  for (let i = 0; i <= seq && i < store.count; i++) {
    if (!DECISIONS[store.kindCode(i)]) continue;
    mix(store.t(i) | 0);
    mix(store.kindCode(i));
    mix(store.task(i));
    mix(store.ch(i));
    mix(store.a(i));
    mix(store.b(i));
    mix(store.x(i) | 0);
  }
  return (h >>> 0).toString(16).padStart(HEX_DIGITS, "0");
}
