import {
  type Collector,
  type DataStream,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type MapState,
  MapStateDescriptor,
  type OnTimerContext,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import type { HourlyTip } from "../solution.ts";
import { HOUR_MS, inEventTime } from "./plumbing.ts";

class BestDriver extends KeyedProcessFunction<number, TaxiFare, HourlyTip> {
  private begin!: ValueState<number>;
  /** Sums by the end of the hour, then by driver. */
  private hours!: MapState<number, Record<number, number>>;

  override open(context: RuntimeContext): void {
    this.begin = context.getState(new ValueStateDescriptor<number>("begin"));
    this.hours = context.getMapState(new MapStateDescriptor<number, Record<number, number>>("hours"));
  }

  override processElement(fare: TaxiFare, context: KeyedProcessContext<number>): void {
    const begin = this.begin.value() ?? fare.startTime;
    this.begin.update(begin);
    const end = begin + (Math.floor((fare.startTime - begin) / HOUR_MS) + 1) * HOUR_MS;
    const sums = { ...this.hours.get(end) };
    sums[fare.driverId] = Math.fround((sums[fare.driverId] ?? 0) + fare.tip);
    this.hours.put(end, sums);
    context.timerService().registerEventTimeTimer(end - 1);
  }

  override onTimer(timestampMs: number, _context: OnTimerContext<number>, out: Collector<HourlyTip>): void {
    const end = timestampMs + 1;
    const sums = Object.entries(this.hours.get(end) ?? {});
    this.hours.remove(end);
    const [driverId, tips] = sums.reduce((best, next) => (next[1] > best[1] ? next : best));
    out.collect([end, Number(driverId), tips]);
  }
}

export default (fares: DataStream<TaxiFare>): DataStream<HourlyTip> =>
  inEventTime(fares)
    .keyBy(() => 0)
    .process(new BestDriver());
