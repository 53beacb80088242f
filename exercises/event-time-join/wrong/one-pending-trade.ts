import {
  type Collector,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  type MapState,
  MapStateDescriptor,
  type OnTimerContext,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "tidemark";
import type { Customer, EnrichedTrade, Trade } from "../solution.ts";
import { withFunction } from "./with-function.ts";

class EventTimeJoinFunction implements KeyedCoProcessFunction<number, Trade, Customer, EnrichedTrade> {
  private pending!: ValueState<Trade>;
  private versions!: MapState<number, Customer>;

  open(context: RuntimeContext): void {
    this.pending = context.getState(new ValueStateDescriptor<Trade>("pending"));
    this.versions = context.getMapState(new MapStateDescriptor<number, Customer>("versions"));
  }

  processElement1(trade: Trade, context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {
    if (trade.timestamp <= context.timerService().currentWatermark()) return;
    this.pending.update(trade);
    context.timerService().registerEventTimeTimer(trade.timestamp);
  }

  processElement2(customer: Customer, context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {
    this.versions.put(customer.timestamp, customer);
    this.versionAt(context.timerService().currentWatermark());
  }

  onTimer(timestampMs: number, _context: OnTimerContext<number>, out: Collector<EnrichedTrade>): void {
    const customer = this.versionAt(timestampMs);
    const trade = this.pending.value();
    if (trade !== null) out.collect({ trade, customer });
    this.pending.clear();
  }

  private versionAt(timestampMs: number): Customer | null {
    const known = [...this.versions.keys()].filter((at) => at <= timestampMs).sort((a, b) => a - b);
    const newest = known.pop();
    for (const older of known) this.versions.remove(older);
    return newest === undefined ? null : this.versions.get(newest);
  }
}

export default withFunction(() => new EventTimeJoinFunction());
