/** The rules of Flink that are compared with recorded answers, and which cases touch each; and what is not. */
import type { Json } from "./case.ts";

/** A rule, and the cases that it decides about. */
export interface ComparedRule {
  readonly rule: string;
  /** Flink's classes. */
  readonly source: string;
  readonly kind: string;
  readonly applies: (spec: Json) => boolean;
}

const always = (): boolean => true;
const typeOf = (spec: Json, name: string): string => String((spec[name] as Json | undefined)?.type ?? "");
const form = (wanted: string) => (spec: Json) => spec.form === wanted;
const assigner = (wanted: RegExp) => (spec: Json) => wanted.test(typeOf(spec, "assigner"));
const trigger = (wanted: string) => (spec: Json) => JSON.stringify(spec.trigger ?? "").includes(`"${wanted}"`);
const evictor = (wanted: string) => (spec: Json) => typeOf(spec, "evictor") === wanted;
const windowFunction = (wanted: string) => (spec: Json) => typeOf(spec, "function") === wanted;
const stateOf = (type: string, ttl: boolean) => (spec: Json) =>
  (spec.states as readonly Json[]).some((state) => state.type === type && (state.ttl !== undefined) === ttl);
const mode = (wanted: string) => (spec: Json) =>
  (spec.states as readonly Json[]).some((state) => state.mode === wanted);

function windows(rule: string, source: string, applies: ComparedRule["applies"]): ComparedRule {
  return { rule, source, kind: "window-operator", applies };
}

/** In the order of the reference. */
export const COMPARED_RULES: readonly ComparedRule[] = [
  {
    rule: "hash codes of keys, key groups and their owners",
    source: "KeyGroupRangeAssignment",
    kind: "keygroups",
    applies: form("key"),
  },
  { rule: "key group ranges", source: "KeyGroupRangeAssignment", kind: "keygroups", applies: form("ranges") },
  { rule: "default max parallelism", source: "KeyGroupRangeAssignment", kind: "keygroups", applies: form("defaults") },
  {
    rule: "key groups over a change of parallelism",
    source: "StateAssignmentOperation",
    kind: "keygroups",
    applies: form("rescale"),
  },
  {
    rule: "watermarks and idleness of the channels of one input",
    source: "StatusWatermarkValve",
    kind: "watermark-valve",
    applies: always,
  },
  {
    rule: "watermark strategies, idleness, timestamps",
    source: "TimestampsAndWatermarksOperator",
    kind: "timestamps-and-watermarks",
    applies: always,
  },
  {
    rule: "which windows an element is in, and which merge",
    source: "WindowAssigner, TimeWindow",
    kind: "window-assigners",
    applies: always,
  },
  windows("tumbling windows", "TumblingEventTimeWindows, WindowOperator", assigner(/^tumbling/)),
  windows("sliding windows", "SlidingEventTimeWindows, WindowOperator", assigner(/^sliding/)),
  windows("session windows that merge", "MergingWindowSet", assigner(/session/)),
  windows("global windows", "GlobalWindows", assigner(/^global/)),
  windows(
    "allowed lateness and late output",
    "WindowOperator",
    (spec) => spec.allowedLateness !== undefined || spec.lateOutput === true,
  ),
  ...[
    "event-time",
    "processing-time",
    "count",
    "continuous-event-time",
    "continuous-processing-time",
    "delta",
    "purging",
    "processing-time-timeout",
    "never",
    "end-of-stream",
    "scripted",
  ].map((name) => windows(`trigger: ${name}`, "Trigger", trigger(name))),
  ...["count", "time", "delta"].map((name) => windows(`evictor: ${name}`, "EvictingWindowOperator", evictor(name))),
  ...["reduce", "aggregate", "apply", "process"].map((name) =>
    windows(`window function: ${name}`, "InternalWindowFunction", windowFunction(name)),
  ),
  { rule: "window join", source: "JoinedStreams", kind: "join-cogroup", applies: form("join") },
  { rule: "co-group", source: "CoGroupedStreams", kind: "join-cogroup", applies: form("coGroup") },
  { rule: "interval join", source: "IntervalJoinOperator", kind: "two-input", applies: form("interval-join") },
  {
    rule: "keyed co-process functions",
    source: "KeyedCoProcessOperator",
    kind: "two-input",
    applies: form("keyed-co-process"),
  },
  { rule: "co-process functions", source: "CoProcessOperator", kind: "two-input", applies: form("co-process") },
  { rule: "co-map functions", source: "CoStreamMap", kind: "two-input", applies: form("co-map") },
  {
    rule: "keyed broadcast functions",
    source: "CoBroadcastWithKeyedOperator",
    kind: "two-input",
    applies: form("keyed-broadcast"),
  },
  {
    rule: "broadcast functions",
    source: "CoBroadcastWithNonKeyedOperator",
    kind: "two-input",
    applies: form("broadcast"),
  },
  { rule: "timers in both domains", source: "InternalTimerServiceImpl", kind: "timers", applies: always },
  ...["value", "list", "map", "reducing", "aggregating", "value-of-list"].map(
    (type): ComparedRule => ({
      rule: `keyed state: ${type}`,
      source: "HeapKeyedStateBackend",
      kind: "keyed-state",
      applies: stateOf(type, false),
    }),
  ),
  ...["value", "list", "map", "reducing", "aggregating"].map(
    (type): ComparedRule => ({
      rule: `keyed state that expires: ${type}`,
      source: "TtlStateFactory",
      kind: "keyed-state",
      applies: stateOf(type, true),
    }),
  ),
  ...["split", "union", "broadcast"].map(
    (name): ComparedRule => ({
      rule: `operator state: ${name}`,
      source: "RoundRobinOperatorStateRepartitioner",
      kind: "operator-state",
      applies: mode(name),
    }),
  ),
  {
    rule: "rolling aggregates",
    source: "StreamGroupedReduceOperator",
    kind: "rolling-and-misc",
    applies: form("rolling"),
  },
  { rule: "count windows", source: "KeyedStream.countWindow", kind: "rolling-and-misc", applies: form("count-window") },
  {
    rule: "process functions that are not keyed",
    source: "ProcessOperator",
    kind: "rolling-and-misc",
    applies: form("process"),
  },
  { rule: "asynchronous requests", source: "AsyncWaitOperator", kind: "async-wait", applies: always },
  { rule: "operator ids", source: "StreamGraphHasherV2", kind: "operator-ids", applies: always },
  { rule: "stream graphs and job graphs", source: "StreamingJobGraphGenerator", kind: "jobgraph", applies: always },
  { rule: "channels between subtasks", source: "EdgeManagerBuildUtil", kind: "connections", applies: always },
  { rule: "pipelined regions", source: "RestartPipelinedRegionFailoverStrategy", kind: "regions", applies: always },
  { rule: "restart strategies", source: "RestartBackoffTimeStrategy", kind: "restart-strategies", applies: always },
];

/** What of Flink 1.20 is not there, or there but not compared with it. */
export const NOT_COMPARED: readonly (readonly [what: string, why: string])[] = [
  ["RocksDB", "There is one backend, on the heap. Where RocksDB answers differently, that is not modelled."],
  ["batch execution, dynamic graphs", "Not modelled: jobs run in streaming mode."],
  [
    "formats of serializers",
    "Values are written by their structure. What is declared of their types is kept beside them, and decides as in Flink whether state can be read as is, after migration, or not at all; there are no recorded answers for that.",
  ],
  [
    "types of what operators keep",
    "Java finds most types by itself; here they are taken by structure unless a descriptor, `keyBy`, `returns`, `aggregate` or an `OutputTag` declares them. A declared type goes on through `filter`, `assignTimestampsAndWatermarks`, `keyBy`, reductions and the `union` of streams of one type, and is that of what windows, rolling reductions and joins keep.",
  ],
  [
    "order of timers with equal times, and of entries of a map",
    "Flink leaves it open; here it is the order of registration and of insertion.",
  ],
  [
    "which part of a merged session keeps its state",
    "Flink leaves it open (a hash set's order); here it is the one that begins first.",
  ],
  [
    "collectAsync",
    "Flink has one operator and a buffer on the JobManager; here a writer and a committer on a log, and records travel as JSON.",
  ],
  [
    "sources of one's own (FLIP-27)",
    "Enumerator, reader and splits are Flink's. There are no events of the source's own between them, no `callAsync`, and records leave by the output of a split only; `addSplitsBack` is never called, since every failure restarts the whole job.",
  ],
  ["source functions", "They emit event time only: there are no contexts for processing time and ingestion time."],
  ["unaligned checkpoints, savepoints, rescaling a running job", "Not modelled yet."],
  [
    "the network stack, credits, buffers",
    "Modelled after the sources; checked by properties, not by recorded answers.",
  ],
  [
    "checkpoint coordination, failover, slots",
    "Modelled after the sources; checked by properties, not by recorded answers.",
  ],
];
