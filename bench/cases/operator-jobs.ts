/** The jobs that are raced against `bench/baselines/operators.ts`. Their results are lines of key, time and value. */
import type { DataStream } from "../../src/api/data-stream.ts";
import type { StreamExecutionEnvironment } from "../../src/api/execution-environment.ts";
import { transactionalLogSink } from "../../src/connectors/log-sink.ts";
import { replaySource } from "../../src/connectors/replay-source.ts";
import {
  type AggregateFunction,
  type Collector,
  EventTimeSessionWindows,
  type JobProgram,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "../../src/index.ts";
import { type Reading, timeOf } from "../baselines/input.ts";
import { DELAY_MS, DISTANCE_MS, GAP_MS } from "../baselines/operators.ts";
import { RESULTS } from "./windowed-sums.ts";

/** One line of output. */
interface Result {
  readonly key: number;
  readonly atMs: number;
  readonly value: number;
}

function read(env: StreamExecutionEnvironment, input: string): DataStream<Reading> {
  const timestampOf = ({ a }: Reading): number => timeOf(a);
  const source = replaySource<Reading>({
    input,
    timestampOf,
    speed: Number.POSITIVE_INFINITY,
    disorderMs: 0,
    startMs: 100,
  });
  return env.fromSource(source, WatermarkStrategy.forMonotonousTimestamps<Reading>(), input);
}

function write(results: DataStream<Result>): void {
  const serialize = ({ key, atMs, value }: Result) => `${key},${atMs},${value}`;
  results.sinkTo(transactionalLogSink<Result>({ log: RESULTS, serialize }));
}

const sumOfValues: AggregateFunction<Reading, number, number> = {
  createAccumulator: () => 0,
  add: ({ value }, sum) => sum + value,
  getResult: (sum) => sum,
  merge: (a, b) => a + b,
};

/** Sums per key and session; reads `readings`. */
export const sessionJob: JobProgram = (env) => {
  write(
    read(env, "readings")
      .keyBy(({ key }) => key)
      .window(EventTimeSessionWindows.withGap(GAP_MS))
      .aggregate(sumOfValues, (key, { window }, [value], out: Collector<Result>) =>
        out.collect({ key, atMs: window.start, value }),
      ),
  );
  env.execute("sessions");
};

class CountWithTimer extends KeyedProcessFunction<number, Reading, Result> {
  private count!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.count = context.getState(new ValueStateDescriptor<number>("count"));
  }

  override processElement({ a }: Reading, context: KeyedProcessContext<number>): void {
    this.count.update((this.count.value() ?? 0) + 1);
    context.timerService().registerEventTimeTimer(timeOf(a) + DELAY_MS);
  }

  override onTimer(atMs: number, context: OnTimerContext<number>, out: Collector<Result>): void {
    out.collect({ key: context.getCurrentKey(), atMs, value: 1 });
  }
}

/** A state access and a timer a record; reads `readings`. */
export const timerJob: JobProgram = (env) => {
  write(
    read(env, "readings")
      .keyBy(({ key }) => key)
      .process(new CountWithTimer()),
  );
  env.execute("timers");
};

/** Pairs of records of two inputs, `even` and `odd`. */
export const intervalJoinJob: JobProgram = (env) => {
  const even = read(env, "even").keyBy(({ key }) => key);
  const odd = read(env, "odd").keyBy(({ key }) => key);
  write(
    even
      .intervalJoin(odd)
      .between(-DISTANCE_MS, DISTANCE_MS)
      .process<Result>({
        processElement: (left, right, context, out) =>
          out.collect({ key: left.key, atMs: context.getTimestamp(), value: (left.a + right.a) | 0 }),
      }),
  );
  env.execute("interval join");
};
