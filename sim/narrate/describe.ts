/** One short sentence for every kind of event. */
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { describeCluster } from "./describe-cluster.ts";
import { describeData } from "./describe-data.ts";
import type { Names } from "./names.ts";
import { plain } from "./quantities.ts";

/** Says what an event is. */
export type Description = (event: TraceEvent, names: Names) => string;

const ALL: Readonly<Record<TraceKind, Description>> = { ...describeCluster, ...describeData };

/** What an event says, in one sentence without its time. */
export function describe(event: TraceEvent, names: Names): string {
  return plain(ALL[event.kind](event, names));
}
