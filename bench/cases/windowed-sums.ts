/** The job of the benchmarks, the same work as the plain loop does: sums per key in tumbling windows of event time. */

import { transactionalLogSink } from "../../src/connectors/log-sink.ts";
import { replaySource } from "../../src/connectors/replay-source.ts";
import {
  type AggregateFunction,
  type JobProgram,
  type ProcessWindowFunction,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../../src/index.ts";
import { type Reading, ResultChecksum, timeOf, WINDOW_MS } from "../baselines/input.ts";

/** Name of the log that the results go to. */
export const RESULTS = "sums";
/** Name of the input. */
export const READINGS = "readings";

interface WindowedSum {
  readonly key: number;
  readonly start: number;
  readonly sum: number;
}

const sumOfValues: AggregateFunction<Reading, number, number> = {
  createAccumulator: () => 0,
  add: ({ value }, sum) => sum + value,
  getResult: (sum) => sum,
  merge: (a, b) => a + b,
};

const withWindow: ProcessWindowFunction<number, WindowedSum, number> = (key, context, sums, out) => {
  const { start } = context.window as unknown as { readonly start: number };
  for (const sum of sums) out.collect({ key, start, sum });
};

/**
 * @param speed event time over virtual time
 * @param startMs virtual time at which the first record is due
 */
export function windowedSums(speed: number, startMs: number): JobProgram {
  // `a` is the position of a reading, as it is for the contestants.
  const eventTime = ({ a }: Reading): number => timeOf(a);
  return (env) => {
    env
      .fromSource(
        replaySource<Reading>({ input: READINGS, timestampOf: eventTime, speed, disorderMs: 0, startMs }),
        WatermarkStrategy.forMonotonousTimestamps<Reading>(),
        "readings",
      )
      .keyBy((reading) => reading.key)
      .window(TumblingEventTimeWindows.of(WINDOW_MS))
      .aggregate(sumOfValues, withWindow)
      .sinkTo(
        transactionalLogSink<WindowedSum>({
          log: RESULTS,
          serialize: ({ key, start, sum }) => `${key},${start},${sum}`,
        }),
      );
    env.execute("windowed sums");
  };
}

/** The checksum of committed results, as the baselines give it. */
export function checksumOf(lines: readonly string[]): string {
  const checksum = new ResultChecksum();
  for (const line of lines) {
    const [key, start, sum] = line.split(",");
    checksum.add(Number(key), Number(start), Number(sum));
  }
  return checksum.value();
}
