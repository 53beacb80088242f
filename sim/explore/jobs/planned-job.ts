/** Builds the program of a plan with the operators that any job uses. */
import type { DataStream, SingleOutputStreamOperator } from "../../../src/api/data-stream.ts";
import type { DataStreamSink } from "../../../src/api/data-stream-sink.ts";
import type { StreamExecutionEnvironment } from "../../../src/api/execution-environment.ts";
import type { JobProgram } from "../../../src/api/program.ts";
import { WatermarkStrategy } from "../../../src/api/watermark-strategy.ts";
import { appendLogSink, transactionalLogSink } from "../../../src/connectors/log-sink.ts";
import { replaySource } from "../../../src/connectors/replay-source.ts";
import { EventTimeSessionWindows } from "../../../src/windowing/session-windows.ts";
import { SlidingEventTimeWindows } from "../../../src/windowing/sliding-windows.ts";
import { TumblingEventTimeWindows } from "../../../src/windowing/tumbling-event-time-windows.ts";
import type { WindowAssigner } from "../../../src/windowing/window-assigner.ts";
import { ITEMS, type Item, type JobStep, readPlan, type StepSettings } from "./job-plan.ts";
import { meeting } from "./meeting.ts";
import {
  CollectBuckets,
  FILTER,
  FLAT_MAP,
  GREATEST,
  LISTED,
  MAP,
  NAMED_SUM,
  RESTAMPED,
  SIDE,
  SIDE_FUNCTION,
  SUM,
  TALLY,
  Ticker,
} from "./planned-functions.ts";

type Step<Op extends JobStep["op"]> = Extract<JobStep, { readonly op: Op }>;
const keyOf = (item: Item): string => item.key;
const serialize = ({ id, key, value, at }: Item): string => `${key} ${at} ${value} ${id}`;

/** The job `planned-job`: whatever its argument `plan` says. */
export const plannedJob: JobProgram = (env, args) => {
  const streams: (DataStream<Item> | null)[] = [];
  const { steps } = readPlan(args.get("plan"));
  for (const [index, step] of steps.entries()) streams.push(build(env, step, index, (from) => given(streams, from)));
  env.execute("planned job");
};

function given(streams: readonly (DataStream<Item> | null)[], from: number): DataStream<Item> {
  const stream = streams[from];
  if (stream === null || stream === undefined)
    throw new Error(`The plan takes step ${from} as an input, which gives nothing.`);
  return stream;
}

function build(
  env: StreamExecutionEnvironment,
  step: JobStep,
  index: number,
  input: (from: number) => DataStream<Item>,
): DataStream<Item> | null {
  const named = (operator: SingleOutputStreamOperator<Item>) => settled(operator, step, `${step.op} ${index}`);
  switch (step.op) {
    case "source":
      return named(source(env, step, `source ${index}`));
    case "map":
      return named(input(step.from).map(MAP));
    case "filter":
      return named(input(step.from).filter(FILTER));
    case "flat-map":
      return named(input(step.from).flatMap(FLAT_MAP));
    case "side": {
      const main = named(input(step.from).process(SIDE_FUNCTION));
      return main.getSideOutput(SIDE);
    }
    case "tally":
      return named(input(step.from).global().transform<Item>("tally", TALLY)).setParallelism(1);
    case "rebalance":
    case "rescale":
    case "shuffle":
    case "global":
      return input(step.from)[step.op]();
    case "union":
      return input(step.from).union(input(step.with));
    case "meet":
      return named(meeting(input(step.from), input(step.with), step));
    case "window":
      return named(window(input(step.from), step));
    case "collect":
      return named(input(step.from).keyBy(keyOf).process(new CollectBuckets(step.sizeMs)));
    case "ticker":
      return named(input(step.from).keyBy(keyOf).process(new Ticker(step.everyMs)));
    case "sink":
      sink(input(step.from), step, index);
      return null;
  }
}

function source(env: StreamExecutionEnvironment, step: Step<"source">, name: string): SingleOutputStreamOperator<Item> {
  const { splits, speed, disorderMs, idleMs } = step;
  const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Item>(disorderMs);
  return env.fromSource(
    replaySource<Item>({ input: ITEMS, timestampOf: ({ at }) => at, speed, disorderMs, splits }),
    idleMs === undefined ? strategy : strategy.withIdleness(idleMs),
    name,
  );
}

function windowsOf({ sizeMs, shape }: Step<"window">): WindowAssigner {
  switch (shape) {
    case "sliding":
      return SlidingEventTimeWindows.of(sizeMs, Math.ceil(sizeMs / 2));
    case "session":
      return EventTimeSessionWindows.withGap(sizeMs);
    default:
      return TumblingEventTimeWindows.of(sizeMs);
  }
}

function window(input: DataStream<Item>, step: Step<"window">): SingleOutputStreamOperator<Item> {
  const { how } = step;
  const windowed = input.keyBy(keyOf).window(windowsOf(step));
  switch (how) {
    case "aggregate":
      return windowed.aggregate<{ sum: number; count: number }, { sum: number; count: number }, Item>(SUM, NAMED_SUM);
    case "reduce":
      return windowed.reduce<Item>(GREATEST, RESTAMPED);
    case "process":
      return windowed.process<Item>(LISTED);
  }
}

function sink(input: DataStream<Item>, step: Step<"sink">, index: number): void {
  const { log, kind } = step;
  const prefix = `${log}-${index}`;
  const made =
    kind === "append"
      ? input.sinkTo(appendLogSink<Item>({ log, serialize }))
      : input.sinkTo(transactionalLogSink<Item>({ log, serialize, transactionalIdPrefix: prefix }));
  settled(made, step, `sink ${index}`);
}

function settled<O extends SingleOutputStreamOperator<Item> | DataStreamSink>(
  operator: O,
  step: StepSettings,
  name: string,
): O {
  operator.name(name).uid(name);
  if (step.parallelism !== undefined) operator.setParallelism(step.parallelism);
  if (step.noChain === true) operator.disableChaining();
  if (step.newChain === true && "startNewChain" in operator) operator.startNewChain();
  return operator;
}
