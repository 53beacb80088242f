/** Right programs for popular places whose shape is another one than the solution's. */
import {
  type Collector,
  type DataStream,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type MapState,
  MapStateDescriptor,
  type OnTimerContext,
  type RuntimeContext,
  SlidingEventTimeWindows,
  type WindowContext,
} from "tidemark";
import type { Pipeline } from "../../../../exercises/course/exercise.ts";
import type { PopularPlace } from "../../../../exercises/popular-places/solution.ts";
import {
  getGridCellCenterLat,
  getGridCellCenterLon,
  isInNYC,
  mapToGridCell,
} from "../../../../exercises/taxi/geo-utils.ts";
import type { TaxiRide } from "../../../../exercises/taxi/ride.ts";

type Rides = DataStream<TaxiRide>;
type Rows = Collector<PopularPlace>;

const SLIDE_MS = 300_000;
const SLIDES = 3;
const THRESHOLD = 2;
const windows = () => SlidingEventTimeWindows.of(SLIDES * SLIDE_MS, SLIDE_MS);

const inTheCity = (rides: Rides) =>
  rides
    .filter(({ startLon, startLat }) => isInNYC(startLon, startLat))
    .filter(({ endLon, endLat }) => isInNYC(endLon, endLat));
const cellOf = ({ isStart, startLon, startLat, endLon, endLat }: TaxiRide) =>
  isStart ? mapToGridCell(startLon, startLat) : mapToGridCell(endLon, endLat);
const row = (cell: number, windowEnd: number, isStart: boolean, count: number): PopularPlace => [
  getGridCellCenterLon(cell),
  getGridCellCenterLat(cell),
  windowEnd,
  isStart,
  count,
];

/** Counts the events of a window when it is over. */
const countAtTheEnd = {
  process(_key: unknown, context: WindowContext, rides: Iterable<TaxiRide>, out: Rows) {
    const all = [...rides];
    const [first] = all;
    if (all.length >= THRESHOLD) out.collect(row(cellOf(first), context.window.end, first.isStart, all.length));
  },
};

/** Counts by the end of the window, and a timer for the last millisecond of each. */
class CountsWithTimers extends KeyedProcessFunction<string, TaxiRide, PopularPlace> {
  private counts!: MapState<number, number>;

  override open(context: RuntimeContext): void {
    this.counts = context.getMapState(new MapStateDescriptor<number, number>("counts"));
  }

  override processElement(ride: TaxiRide, context: KeyedProcessContext<string>): void {
    for (let slide = 1; slide <= SLIDES; slide++) {
      const end = (Math.floor(ride.eventTime / SLIDE_MS) + slide) * SLIDE_MS;
      if (end - 1 <= context.timerService().currentWatermark()) continue;
      this.counts.put(end, (this.counts.get(end) ?? 0) + 1);
      context.timerService().registerEventTimeTimer(end - 1);
    }
  }

  override onTimer(timestampMs: number, context: OnTimerContext<string>, out: Rows): void {
    const [cell, kind] = context.getCurrentKey().split(" ");
    const count = this.counts.get(timestampMs + 1) ?? 0;
    if (count >= THRESHOLD) out.collect(row(Number(cell), timestampMs + 1, kind === "START", count));
    this.counts.remove(timestampMs + 1);
  }
}

const textKey = (ride: TaxiRide) => `${cellOf(ride)} ${ride.isStart ? "START" : "END"}`;

export const popularPlaces: Readonly<Record<string, Pipeline>> = {
  "two filters, a text as the key, and a count at the end of the window": (rides: Rides) =>
    inTheCity(rides).keyBy(textKey).window(windows()).process(countAtTheEnd),
  "a row as the key": (rides: Rides) =>
    inTheCity(rides)
      .keyBy((ride) => [cellOf(ride), ride.isStart] as const)
      .window(windows())
      .process(countAtTheEnd)
      .uid("counts"),
  "ones that are added up, and the threshold as a filter behind": (rides: Rides) =>
    inTheCity(rides)
      .map((ride) => ({ cell: cellOf(ride), isStart: ride.isStart, count: 1 }))
      .keyBy(({ cell, isStart }) => ({ cell, isStart }))
      .window(windows())
      .reduce(
        (a, b) => ({ ...a, count: a.count + b.count }),
        ({ cell, isStart }, context: WindowContext, counted, out: Rows) => {
          for (const { count } of counted) out.collect(row(cell, context.window.end, isStart, count));
        },
      )
      .filter(([, , , , count]) => count >= THRESHOLD),
  "timers in place of windows": (rides: Rides) => inTheCity(rides).keyBy(textKey).process(new CountsWithTimers()),
  "departures and arrivals as two streams": (rides: Rides) => {
    const events = inTheCity(rides);
    const departures = events
      .filter(({ isStart }) => isStart)
      .keyBy(cellOf)
      .window(windows())
      .process(countAtTheEnd);
    const arrivals = events
      .filter(({ isStart }) => !isStart)
      .keyBy(cellOf)
      .window(windows())
      .process(countAtTheEnd);
    return departures.union(arrivals);
  },
};
