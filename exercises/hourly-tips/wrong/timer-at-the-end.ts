import {
  type Collector,
  type DataStream,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type MapState,
  MapStateDescriptor,
  type OnTimerContext,
  type RuntimeContext,
  TumblingEventTimeWindows,
} from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import type { HourlyTip } from "../solution.ts";
import { HOUR_MS, inEventTime, TIPS } from "./plumbing.ts";

class PseudoWindow extends KeyedProcessFunction<number, TaxiFare, HourlyTip> {
  /** By the end of the hour. */
  private sums!: MapState<number, number>;

  override open(context: RuntimeContext): void {
    this.sums = context.getMapState(new MapStateDescriptor<number, number>("sums"));
  }

  override processElement(fare: TaxiFare, context: KeyedProcessContext<number>): void {
    const end = (Math.floor(fare.startTime / HOUR_MS) + 1) * HOUR_MS;
    this.sums.put(end, Math.fround((this.sums.get(end) ?? 0) + fare.tip));
    context.timerService().registerEventTimeTimer(end);
  }

  override onTimer(end: number, context: OnTimerContext<number>, out: Collector<HourlyTip>): void {
    out.collect([end, context.getCurrentKey(), this.sums.get(end) ?? 0]);
    this.sums.remove(end);
  }
}

export default (fares: DataStream<TaxiFare>): DataStream<HourlyTip> =>
  inEventTime(fares)
    .keyBy((fare) => fare.driverId)
    .process(new PseudoWindow())
    .windowAll(TumblingEventTimeWindows.of(HOUR_MS))
    .maxBy(TIPS);
