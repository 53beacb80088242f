/** Jobs whose digest would change if an engine's clock, chance, last bits, locale or class names got in. */
import type { KeyedProcessContext } from "../../../src/api/functions.ts";
import {
  type Collector,
  KeyedProcessFunction,
  type OnTimerContext,
  type RuntimeContext,
} from "../../../src/api/functions.ts";
import type { JobProgram } from "../../../src/api/program.ts";
import type { ValueState } from "../../../src/api/state.ts";
import { ValueStateDescriptor } from "../../../src/api/state-descriptors.ts";
import { WatermarkStrategy } from "../../../src/api/watermark-strategy.ts";
import { transactionalLogSink } from "../../../src/connectors/log-sink.ts";
import { replaySource } from "../../../src/connectors/replay-source.ts";
import { TumblingEventTimeWindows } from "../../../src/windowing/tumbling-event-time-windows.ts";
import type { Reading } from "../../support/bucket-job.ts";

const DISORDER_MS = 300;

function source() {
  return replaySource<Reading>({ input: "readings", timestampOf: (r) => r.ts, speed: 2, disorderMs: DISORDER_MS });
}

const watermarks = () => WatermarkStrategy.forBoundedOutOfOrderness<Reading>(DISORDER_MS);

/** A record whose class has to survive bundling: it travels under its name. */
class Position {
  readonly key: string;
  readonly x: number;
  readonly y: number;

  constructor(key: string, x: number, y: number) {
    this.key = key;
    this.x = x;
    this.y = y;
  }

  distance(): number {
    return Math.sqrt(this.x * this.x + this.y * this.y);
  }
}

/** The operator would be the engine's own; the function is ours while a simulation advances. */
function power(x: number, y: number): number {
  const { pow } = Math;
  return pow(x, y);
}

/** Elementary functions, chance and clock of user code; records of a class; a window. */
export const geometry: JobProgram = (env) => {
  env
    .fromSource(source(), watermarks(), "readings")
    .map(({ key, value, id }) => {
      const angle = Math.atan2(value + 0.1, id + 1) + Math.log1p(value) * Math.tan(id / 7);
      return new Position(
        key,
        power(Math.exp(Math.sin(angle)), 1.7),
        Math.cbrt(Math.cos(angle)) + Math.sinh(angle / 9),
      );
    })
    .keyBy((position) => position.key)
    .window(TumblingEventTimeWindows.of(700))
    .reduce((a, b) => new Position(a.key, a.x + b.x, Math.log(Math.abs(a.y * b.y) + power(1.1, b.x))))
    .map(
      (p) => `${p.constructor.name} ${p.key} ${p.x} ${p.y} ${p.distance()} ${Math.random()} ${new Date().toString()}`,
    )
    .sinkTo(transactionalLogSink<string>({ log: "positions" }));
  env.execute("geometry");
};

/** Counts per key and tells the count when event time has passed by 500 ms without a reading. */
class Silence extends KeyedProcessFunction<string, Reading, string> {
  private last!: ValueState<number>;
  private count!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.last = context.getState(new ValueStateDescriptor<number>("last"));
    this.count = context.getState(new ValueStateDescriptor<number>("count"));
  }

  processElement(reading: Reading, context: KeyedProcessContext<string>): void {
    this.count.update((this.count.value() ?? 0) + 1);
    this.last.update(Math.max(this.last.value() ?? 0, reading.ts));
    context.timerService().registerEventTimeTimer(reading.ts + 500);
    context.timerService().registerProcessingTimeTimer(context.timerService().currentProcessingTime() + 50);
  }

  override onTimer(timestampMs: number, context: OnTimerContext<string>, out: Collector<string>): void {
    if (this.last.value() !== timestampMs - 500) return;
    out.collect(`${context.getCurrentKey()} was silent after ${this.count.value()} at ${timestampMs}`);
    this.count.clear();
  }
}

/** State, timers of both kinds, a union and a rebalance. */
export const silence: JobProgram = (env) => {
  const readings = env.fromSource(source(), watermarks(), "readings");
  const odd = readings.filter(({ id }) => id % 2 === 1).rebalance();
  odd
    .map((reading) => ({ ...reading, value: -reading.value }))
    .union(readings)
    .keyBy((reading) => reading.key.toUpperCase())
    .process(new Silence())
    .sinkTo(transactionalLogSink<string>({ log: "silence" }));
  env.execute("silence");
};
