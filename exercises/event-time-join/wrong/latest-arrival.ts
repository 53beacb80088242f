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
  private trades!: MapState<number, readonly Trade[]>;
  private latest!: ValueState<Customer>;

  open(context: RuntimeContext): void {
    this.trades = context.getMapState(new MapStateDescriptor<number, readonly Trade[]>("trades"));
    this.latest = context.getState(new ValueStateDescriptor<Customer>("latest"));
  }

  processElement1(trade: Trade, context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {
    if (trade.timestamp <= context.timerService().currentWatermark()) return;
    this.trades.put(trade.timestamp, [...(this.trades.get(trade.timestamp) ?? []), trade]);
    context.timerService().registerEventTimeTimer(trade.timestamp);
  }

  processElement2(customer: Customer, _context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {
    this.latest.update(customer);
  }

  onTimer(timestampMs: number, _context: OnTimerContext<number>, out: Collector<EnrichedTrade>): void {
    const customer = this.latest.value();
    for (const trade of this.trades.get(timestampMs) ?? []) out.collect({ trade, customer });
    this.trades.remove(timestampMs);
  }
}

export default withFunction(() => new EventTimeJoinFunction());
