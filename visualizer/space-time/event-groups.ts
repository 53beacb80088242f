/** What kinds of events are about, in the words of the diagram: for its counts and for the marks of the causal axis. */
import { TRACE_KINDS, type TraceKind } from "../../src/trace/kinds.ts";
import type { TraceStore } from "../trace/trace-store.ts";

/** In the order in which counts are told. */
export const EVENT_GROUPS = [
  "records",
  "watermarks",
  "checkpoints",
  "stateAccess",
  "windows",
  "buffers",
  "calls",
  "work",
  "lives",
  "output",
  "failures",
  "others",
] as const;

/** What an event is about. */
export type EventGroup = (typeof EVENT_GROUPS)[number];

/** By the beginning of the kind's name; the first that fits. */
const PREFIXES: readonly (readonly [string, EventGroup])[] = [
  ["el.", "records"],
  ["src.emit", "records"],
  ["rec.", "records"],
  ["wm.", "watermarks"],
  ["cp.", "checkpoints"],
  ["restore.", "checkpoints"],
  ["src.rewind", "checkpoints"],
  ["st.", "stateAccess"],
  ["win.", "windows"],
  ["timer.", "windows"],
  ["buf.", "buffers"],
  ["credit.", "buffers"],
  ["pool.", "buffers"],
  ["rpc.", "calls"],
  ["proc.", "work"],
  ["wait.", "work"],
  ["exec.", "lives"],
  ["job.", "lives"],
  ["restart.", "lives"],
  ["topo.", "lives"],
  ["txn.", "output"],
  ["out.", "output"],
  ["fail.", "failures"],
  ["iv.", "failures"],
  ["inv.", "failures"],
  ["tm.lost", "failures"],
  ["link.", "failures"],
  ["net.", "failures"],
];

const GROUPS: readonly EventGroup[] = TRACE_KINDS.map(
  (kind) => PREFIXES.find(([prefix]) => kind.startsWith(prefix))?.[1] ?? "others",
);
const EL_KINDS: ReadonlySet<TraceKind> = new Set(["el.emit", "el.take", "el.arrive", "el.lost"]);
const IS_ELEMENT = TRACE_KINDS.map((kind) => EL_KINDS.has(kind));
/** Positions in `ELEMENT_TYPES`, which only the emission of an element tells. */
const WATERMARK = 1;
const STATUS = 2;

/** What event `seq` is about. */
export function groupOf(store: TraceStore, seq: number): EventGroup {
  const code = store.kindCode(seq);
  if (IS_ELEMENT[code] && (store.b(seq) === WATERMARK || store.b(seq) === STATUS)) return "watermarks";
  return GROUPS[code];
}
