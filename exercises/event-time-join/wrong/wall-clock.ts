import {
  type Collector,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  type MapState,
  MapStateDescriptor,
  type OnTimerContext,
  type RuntimeContext,
} from "tidemark";
import type { Customer, EnrichedTrade, Trade } from "../solution.ts";
import { withFunction } from "./with-function.ts";

/** By then everything should be there. */
const DISORDER_MS = 1000;

class EventTimeJoinFunction implements KeyedCoProcessFunction<number, Trade, Customer, EnrichedTrade> {
  private trades!: MapState<number, readonly Trade[]>;
  private versions!: MapState<number, Customer>;

  open(context: RuntimeContext): void {
    this.trades = context.getMapState(new MapStateDescriptor<number, readonly Trade[]>("trades"));
    this.versions = context.getMapState(new MapStateDescriptor<number, Customer>("versions"));
  }

  processElement1(trade: Trade, context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {
    if (trade.timestamp <= context.timerService().currentWatermark()) return;
    this.trades.put(trade.timestamp, [...(this.trades.get(trade.timestamp) ?? []), trade]);
    const timers = context.timerService();
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + DISORDER_MS);
  }

  processElement2(customer: Customer, context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {
    this.versions.put(customer.timestamp, customer);
    this.versionAt(context.timerService().currentWatermark());
  }

  onTimer(_timestampMs: number, _context: OnTimerContext<number>, out: Collector<EnrichedTrade>): void {
    for (const trades of this.trades.values())
      for (const trade of trades) out.collect({ trade, customer: this.versionAt(trade.timestamp) });
    this.trades.clear();
  }

  private versionAt(timestampMs: number): Customer | null {
    const known = [...this.versions.keys()].filter((at) => at <= timestampMs).sort((a, b) => a - b);
    const newest = known.pop();
    for (const older of known) this.versions.remove(older);
    return newest === undefined ? null : this.versions.get(newest);
  }
}

export default withFunction(() => new EventTimeJoinFunction());
