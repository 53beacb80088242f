/** Builds the program of a graph case with the streams of the API. */
import { DataStream, type KeyedStream, SingleOutputStreamOperator } from "../../../src/api/data-stream.ts";
import { DataStreamSink } from "../../../src/api/data-stream-sink.ts";
import { GraphEnvironment } from "../../../src/api/graph-environment.ts";
import { OutputTag } from "../../../src/api/output-tag.ts";
import { WatermarkStrategy } from "../../../src/api/watermark-strategy.ts";
import { AUTO_GENERATE_UIDS, CHAINING_DIFFERENT_MAX_PARALLELISM } from "../../../src/config/options.ts";
import { TumblingEventTimeWindows } from "../../../src/windowing/tumbling-event-time-windows.ts";
import type { EnvSpec, OpSpec } from "./job-graph-spec.ts";
import { asyncWait, intervalJoin, sinkV2, sourceStandIn, standIn, twoInputs, windowedJoin } from "./stand-ins.ts";

type Stream = DataStream<number>;
type Keyed = KeyedStream<number, number>;
type Built = Stream | DataStreamSink;

/** An error of the API call of op number `op`. */
export class BuildError extends Error {
  readonly op: number;

  constructor(op: number, message: string) {
    super(message);
    this.op = op;
  }
}

export function environmentOf(spec: EnvSpec): GraphEnvironment {
  const env = new GraphEnvironment();
  env.setParallelism(spec.parallelism);
  if (spec.chaining === false) env.disableOperatorChaining();
  if (spec.maxParallelism !== undefined) env.setMaxParallelism(spec.maxParallelism);
  if (spec.bufferTimeout !== undefined) env.setBufferTimeout(spec.bufferTimeout);
  if (spec.checkpointInterval !== undefined) env.enableCheckpointing(spec.checkpointInterval);
  if (spec.chainDifferentMaxParallelism !== undefined) {
    env.configure({ [CHAINING_DIFFERENT_MAX_PARALLELISM.key]: spec.chainDifferentMaxParallelism });
  }
  if (spec.autoGenerateUids !== undefined) env.configure({ [AUTO_GENERATE_UIDS.key]: spec.autoGenerateUids });
  return env;
}

/** Applies the ops in order; throws a `BuildError`. Gives what each op built. */
export function buildProgram(env: GraphEnvironment, ops: readonly OpSpec[]): Built[] {
  const built: Built[] = [];
  ops.forEach((op, index) => {
    try {
      const result = applyOp(env, op, built);
      applySettings(result, op);
      built.push(result);
    } catch (error) {
      throw new BuildError(index, (error as Error).message);
    }
  });
  return built;
}

const sum = (a: number, b: number): number => a + b;
const identity = (value: number): number => value;
const noProcess = { processElement: (): void => {} };

const APPLY_ALL_NAME =
  "TriggerWindow(TumblingProcessingTimeWindows(5), ListStateDescriptor{name=window-contents, defaultValue=null, " +
  "serializer=org.apache.flink.api.common.typeutils.base.ListSerializer@HASH}, ProcessingTimeTrigger(), AllWindowedStream.apply(LOCATION))";

function applyOp(env: GraphEnvironment, op: OpSpec, built: readonly Built[]): Built {
  const inputs = (op.in ?? []).map((index) => built[index] as Stream);
  const [first, second] = inputs;
  const keyed = first as Keyed;
  switch (op.op) {
    case "source":
      return sourceOf(env, op.source!);
    case "map":
      return first.map(identity);
    case "filter":
      return first.filter(() => true);
    case "flatMap":
      return first.flatMap<number>((value, out) => out.collect(value));
    case "process":
      return new DataStream<number>(env, first.transformation).process<number>(noProcess);
    case "watermarks":
      return first.assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks<number>());
    case "keyBy":
      return first.keyBy(identity);
    case "reduce":
      return keyed.reduce(sum);
    case "keyedProcess":
      return keyed.process<number>(noProcess);
    case "windowAggregate":
      return keyed
        .window(TumblingEventTimeWindows.of(5))
        .aggregate({ createAccumulator: () => 0, add: sum, getResult: identity });
    case "windowReduce":
      return keyed.transform<number>("SlidingEventTimeWindows", standIn("WindowOperator"));
    case "windowProcess":
      return keyed.transform<number>("EventTimeSessionWindows", standIn("WindowOperator"));
    case "countWindowReduce":
      return keyed.transform<number>("GlobalWindows", standIn("WindowOperator"));
    case "windowAll":
      return first.windowAll(TumblingEventTimeWindows.of(5)).reduce(sum);
    case "windowAllApply":
      return first
        .keyBy(() => 0)
        .transform<number>(APPLY_ALL_NAME, standIn("WindowOperator"))
        .forceNonParallel();
    case "union":
      return first.union(...inputs.slice(1));
    case "sideOutput":
      return (first as SingleOutputStreamOperator<number>).getSideOutput(new OutputTag<number>("side"));
    case "partition":
      return partition(first, op.partitioner!);
    case "async":
      return asyncWait(first);
    case "legacySink":
      return first.addSink(() => {});
    case "print":
      return first.print();
    case "sinkV2":
      return sinkV2(first, op.sink!);
    case "broadcastState":
      return first.broadcast();
    case "intervalJoin":
      return intervalJoin(keyed, second as Keyed);
    case "windowJoin":
    case "coGroup":
      return windowedJoin(first, second);
    default: {
      const name = TWO_INPUT_NAMES[op.op];
      if (name === undefined) throw new Error(`The op "${op.op}" is not known.`);
      return twoInputs(first, second, name);
    }
  }
}

const TWO_INPUT_NAMES: Readonly<Record<string, string>> = {
  coMap: "Co-Map",
  coFlatMap: "Co-Flat Map",
  coProcess: "Co-Process",
  keyedCoProcess: "Co-Keyed-Process",
  broadcastProcess: "Co-Process-Broadcast",
  keyedBroadcastProcess: "Co-Process-Broadcast-Keyed",
};

function sourceOf(env: GraphEnvironment, kind: string): Stream {
  switch (kind) {
    case "legacy":
      return env.addSource<number>({ run() {}, cancel() {} });
    case "legacyParallel":
      return env.addSource<number>({ run() {}, cancel() {}, parallel: true });
    case "elements":
      return env.fromElements(1);
    default:
      return env.fromSource(
        sourceStandIn(kind === "bounded" ? "bounded" : "continuous"),
        WatermarkStrategy.noWatermarks<number>(),
        "Sequence",
      );
  }
}

function partition(input: Stream, partitioner: string): Stream {
  switch (partitioner) {
    case "rebalance":
      return input.rebalance();
    case "rescale":
      return input.rescale();
    case "shuffle":
      return input.shuffle();
    case "broadcast":
      return input.broadcast();
    case "global":
      return input.global();
    case "forward":
      return input.forward();
    default:
      return input.partitionCustom(() => 0, identity);
  }
}

function applySettings(built: Built, op: OpSpec): void {
  if (!(built instanceof SingleOutputStreamOperator || built instanceof DataStreamSink)) return;
  if (op.name !== undefined) built.name(op.name);
  if (op.description !== undefined) built.setDescription(op.description);
  if (op.uid !== undefined) built.uid(op.uid);
  if (op.uidHash !== undefined) built.setUidHash(op.uidHash);
  if (op.parallelism !== undefined) built.setParallelism(op.parallelism);
  if (op.maxParallelism !== undefined) built.setMaxParallelism(op.maxParallelism);
  if (op.slotSharingGroup !== undefined) built.slotSharingGroup(op.slotSharingGroup);
  if (built instanceof SingleOutputStreamOperator) {
    if (op.bufferTimeout !== undefined) built.setBufferTimeout(op.bufferTimeout);
    if (op.chain === "new") built.startNewChain();
  }
  // Flink gives operators with broadcast state the strategy HEAD, whatever was set.
  if (op.chain === "never" && !op.op.toLowerCase().includes("broadcastprocess")) built.disableChaining();
}
