/** Operators of graph cases that never run: only their place in the graph counts. */
import { AsyncDataStream } from "../../../src/api/async-data-stream.ts";
import { type DataStream, type KeyedStream, SingleOutputStreamOperator } from "../../../src/api/data-stream.ts";
import { DataStreamSink } from "../../../src/api/data-stream-sink.ts";
import type { Sink } from "../../../src/api/sink.ts";
import type { Source, SourceSplit } from "../../../src/api/source.ts";
import { Partitioner } from "../../../src/graph/partitioner.ts";
import {
  type ExpansionContext,
  OneInputTransformation,
  PartitionTransformation,
  type SinkTopology,
  SinkTransformation,
  type Transformation,
  TwoInputTransformation,
} from "../../../src/graph/transformation.ts";
import type { OperatorFactory } from "../../../src/operators/operator.ts";

function refuse(): never {
  throw new Error("This operator stands in a graph case; it cannot run.");
}

/** A factory for the graph only. */
export function standIn(kind: string): OperatorFactory {
  return { kind, create: refuse };
}

/** A FLIP-27 source for the graph only. */
export function sourceStandIn(
  boundedness: Source<number, SourceSplit, null>["boundedness"],
): Source<number, SourceSplit, null> {
  return { boundedness, createEnumerator: refuse, restoreEnumerator: refuse, createReader: refuse };
}

/** An operator that is declared blocking. */
export function asyncWait(input: DataStream<number>): SingleOutputStreamOperator<number> {
  return AsyncDataStream.orderedWait<number, number>(input, (value, result) => result.complete([value]), 1000);
}

export function twoInputs(
  first: DataStream<number>,
  second: DataStream<number>,
  name: string,
): SingleOutputStreamOperator<number> {
  const env = first.environment;
  const transformation = new TwoInputTransformation(
    env.nextId(),
    name,
    env.getParallelism(),
    first.transformation,
    second.transformation,
    standIn("TwoInput"),
    null,
    null,
  );
  env.addOperator(transformation);
  return new SingleOutputStreamOperator<number>(env, transformation);
}

/** `connect(…).keyBy(…)`: partitions both inputs once more. */
export function intervalJoin(
  first: KeyedStream<number, number>,
  second: KeyedStream<number, number>,
): SingleOutputStreamOperator<number> {
  const left = first.keyBy((value) => value);
  const right = second.keyBy((value) => value);
  return twoInputs(left, right, "Interval Join");
}

/** `join` and `coGroup`: both inputs are tagged, united, keyed and windowed. */
export function windowedJoin(
  first: DataStream<number>,
  second: DataStream<number>,
): SingleOutputStreamOperator<number> {
  const tag = (input: DataStream<number>): DataStream<number> => {
    const tagged = input.transform<number>("Map", standIn("StreamMap"));
    tagged.transformation.parallelism = input.transformation.parallelism;
    return tagged;
  };
  const left = tag(first);
  const right = tag(second);
  return left
    .union(right)
    .keyBy((value) => value)
    .transform<number>("TumblingEventTimeWindows", standIn("WindowOperator"));
}

const MAP = (name: string, input: Transformation, context: ExpansionContext): Transformation => {
  const map = new OneInputTransformation(context.nextId(), name, -1, input, standIn("StreamMap"), null);
  context.addOperator(map);
  return map;
};

const PARTITION = (
  strategy: "REBALANCE" | "GLOBAL",
  input: Transformation,
  context: ExpansionContext,
): Transformation => new PartitionTransformation(context.nextId(), input, new Partitioner(strategy));

const TOPOLOGIES: Readonly<Record<string, SinkTopology>> = {
  writer: {},
  committer: {},
  preWrite: { preWrite: (input, context) => MAP("pre-write", input, context) },
  preWriteCommitter: {
    preWrite: (input, context) => MAP("pre-write", PARTITION("REBALANCE", input, context), context),
  },
  preCommit: { preCommit: (input, context) => MAP("pre-commit", PARTITION("GLOBAL", input, context), context) },
  postCommit: { postCommit: (input, context) => MAP("post-commit", input, context) },
};

/** A Sink V2 with the operators that the case names. */
export function sinkV2(input: DataStream<number>, kind: string): DataStreamSink {
  const writerOnly: Sink<unknown> = { createWriter: refuse };
  const sink: Sink<unknown> =
    kind === "writer" || kind === "preWrite" ? writerOnly : { ...writerOnly, createCommitter: refuse };
  const env = input.environment;
  const transformation = new SinkTransformation(
    env.nextId(),
    env.getParallelism(),
    input.transformation,
    sink,
    TOPOLOGIES[kind],
  );
  env.addOperator(transformation);
  return new DataStreamSink(transformation);
}
