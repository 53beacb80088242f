import {
  type Collector,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  type ListState,
  ListStateDescriptor,
  type MapState,
  MapStateDescriptor,
  type OnTimerContext,
  type RuntimeContext,
} from "tidemark";
import type { Customer, EnrichedTrade, Trade } from "../solution.ts";
import { withFunction } from "./with-function.ts";

class EventTimeJoinFunction implements KeyedCoProcessFunction<number, Trade, Customer, EnrichedTrade> {
  private trades!: ListState<Trade>;
  private versions!: MapState<number, Customer>;

  open(context: RuntimeContext): void {
    this.trades = context.getListState(new ListStateDescriptor<Trade>("trades"));
    this.versions = context.getMapState(new MapStateDescriptor<number, Customer>("versions"));
  }

  processElement1(trade: Trade, context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {
    if (trade.timestamp <= context.timerService().currentWatermark()) return;
    this.trades.add(trade);
    context.timerService().registerEventTimeTimer(trade.timestamp);
  }

  processElement2(customer: Customer, context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {
    this.versions.put(customer.timestamp, customer);
    this.versionAt(context.timerService().currentWatermark());
  }

  onTimer(_timestampMs: number, _context: OnTimerContext<number>, out: Collector<EnrichedTrade>): void {
    for (const trade of this.trades.get()) out.collect({ trade, customer: this.versionAt(trade.timestamp) });
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
