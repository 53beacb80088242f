/**
 * A job whose outcome can be worked out by hand: sums per key and second, once by a window and once by a process function
 * with state and timers, and each record as it is. Every path ends in a log of its own.
 */
import {
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  type RuntimeContext,
} from "../../src/api/functions.ts";
import type { JobProgram } from "../../src/api/program.ts";
import type { Sink } from "../../src/api/sink.ts";
import type { MapState } from "../../src/api/state.ts";
import { MapStateDescriptor } from "../../src/api/state-descriptors.ts";
import { WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { appendLogSink, transactionalLogSink } from "../../src/connectors/log-sink.ts";
import { replaySource } from "../../src/connectors/replay-source.ts";
import { TumblingEventTimeWindows } from "../../src/windowing/tumbling-event-time-windows.ts";

export interface Reading {
  readonly id: number;
  readonly key: string;
  readonly value: number;
  readonly ts: number;
}

export const BUCKET_MS = 1000;
export const DISORDER_MS = 400;
const KEYS = 11;

/** Readings 30 ms apart, over a few keys, with values that differ. */
export function readings(count: number): Reading[] {
  return Array.from({ length: count }, (_, id) => ({
    id,
    key: `k${(id * 7) % KEYS}`,
    value: (id * 37) % 101,
    ts: 1000 + id * 30,
  }));
}

function bucketEnd(ts: number): number {
  return Math.floor(ts / BUCKET_MS) * BUCKET_MS + BUCKET_MS;
}

/** What the logs have to hold, worked out without any part of the runtime. */
export function expectedOutput(input: readonly Reading[]): Record<"windows" | "buckets" | "records", string[]> {
  const sums = new Map<string, number>();
  for (const { key, value, ts } of input) {
    const name = `${key}@${bucketEnd(ts)}`;
    sums.set(name, (sums.get(name) ?? 0) + value);
  }
  const lines = [...sums].map(([name, sum]) => `${name}=${sum}`).sort();
  return { windows: lines, buckets: lines, records: input.map(({ id }) => `r${id}`).sort() };
}

class SumPerBucket extends KeyedProcessFunction<string, Reading, string> {
  private sums!: MapState<number, number>;

  override open(context: RuntimeContext): void {
    this.sums = context.getMapState(new MapStateDescriptor<number, number>("sums"));
  }

  processElement(reading: Reading, context: KeyedProcessContext<string>): void {
    const end = bucketEnd(reading.ts);
    this.sums.put(end, (this.sums.get(end) ?? 0) + reading.value);
    context.timerService().registerEventTimeTimer(end - 1);
  }

  override onTimer(timestampMs: number, context: OnTimerContext<string>, out: Collector<string>): void {
    const end = timestampMs + 1;
    out.collect(`${context.getCurrentKey()}@${end}=${this.sums.get(end)}`);
    this.sums.remove(end);
  }
}

interface Sum {
  readonly sum: number;
}

/** @param sinkTo gives the sink of a log */
function bucketJob(sinkTo: (log: string) => Sink<string>): JobProgram {
  return (env) => {
    const source = replaySource<Reading>({
      input: "readings",
      timestampOf: (r) => r.ts,
      speed: 2,
      disorderMs: DISORDER_MS,
    });
    const strategy = WatermarkStrategy.forBoundedOutOfOrderness<Reading>(DISORDER_MS);
    const stream = env.fromSource(source, strategy, "readings");
    const keyed = stream.keyBy((reading) => reading.key);
    keyed
      .window(TumblingEventTimeWindows.of(BUCKET_MS))
      .aggregate<Sum, number, string>(
        {
          createAccumulator: () => ({ sum: 0 }),
          add: (r, { sum }) => ({ sum: sum + r.value }),
          getResult: ({ sum }) => sum,
        },
        (key, context, sums, out) => {
          for (const sum of sums) out.collect(`${key}@${context.window.end}=${sum}`);
        },
      )
      .sinkTo(sinkTo("windows"));
    keyed.process(new SumPerBucket()).sinkTo(sinkTo("buckets"));
    stream.map((reading) => `r${reading.id}`).sinkTo(sinkTo("records"));
    env.execute("buckets");
  };
}

export const transactionalBuckets = bucketJob((log) => transactionalLogSink<string>({ log }) as Sink<string>);
export const appendingBuckets = bucketJob((log) => appendLogSink<string>({ log }));
