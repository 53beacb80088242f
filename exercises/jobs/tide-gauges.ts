/** The highest water of each place in every five seconds: a window by event time over two gauges. */
import {
  type AggregateFunction,
  type Collector,
  type JobProgram,
  replaySource,
  TumblingEventTimeWindows,
  transactionalLogSink,
  WatermarkStrategy,
  type WindowContext,
} from "tidemark";

/** What a gauge has measured. */
export interface Gauging {
  /** When it comes in, ms after the first. */
  readonly comes: number;
  /** When it was measured: its event time, ms. */
  readonly at: number;
  readonly place: string;
  readonly cm: number;
}

/** The highest water of a place in a window. */
export interface HighWater {
  readonly place: string;
  /** End of the window, s. */
  readonly until: number;
  readonly cm: number;
}

const WINDOW_MS = 5000;
/** A gauging may come this much later than younger ones of its gauge. */
const DISORDER_MS = 2000;

const highest: AggregateFunction<Gauging, number, number> = {
  createAccumulator: () => Number.NEGATIVE_INFINITY,
  add: ({ cm }, max) => Math.max(cm, max),
  getResult: (max) => max,
  merge: (a, b) => Math.max(a, b),
};

function toHighWater(place: string, context: WindowContext, results: Iterable<number>, out: Collector<HighWater>) {
  for (const cm of results) out.collect({ place, until: context.window.end / 1000, cm });
}

/** Log: `high-water`. Two sources, one of them for each gauge; one window operator for all places. */
export const tideGauges: JobProgram = (env) => {
  env
    .fromSource(
      replaySource<Gauging>({
        input: "gaugings",
        timestampOf: ({ comes }) => comes,
        speed: 1,
        disorderMs: 0,
        splits: 2,
      }),
      WatermarkStrategy.forBoundedOutOfOrderness<Gauging>(DISORDER_MS).withTimestampAssigner(({ at }) => at),
      "gauge",
    )
    .uid("gauge")
    .keyBy(({ place }) => place)
    .window(TumblingEventTimeWindows.of(WINDOW_MS))
    .aggregate(highest, toHighWater)
    .name("harbour")
    .uid("harbour")
    .setParallelism(1)
    .sinkTo(transactionalLogSink<HighWater>({ log: "high-water" }))
    .name("high water")
    .uid("high-water")
    .setParallelism(1);
  env.execute("tide-gauges");
};

export default tideGauges;
