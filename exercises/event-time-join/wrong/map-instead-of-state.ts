import type { Collector, KeyedCoProcessFunction, KeyedProcessContext, OnTimerContext } from "tidemark";
import type { Customer, EnrichedTrade, Trade } from "../solution.ts";
import { withFunction } from "./with-function.ts";

class EventTimeJoinFunction implements KeyedCoProcessFunction<number, Trade, Customer, EnrichedTrade> {
  private readonly trades = new Map<number, readonly Trade[]>();
  private readonly versions = new Map<number, Customer>();

  processElement1(trade: Trade, context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {
    if (trade.timestamp <= context.timerService().currentWatermark()) return;
    this.trades.set(trade.timestamp, [...(this.trades.get(trade.timestamp) ?? []), trade]);
    context.timerService().registerEventTimeTimer(trade.timestamp);
  }

  processElement2(customer: Customer, context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {
    this.versions.set(customer.timestamp, customer);
    this.versionAt(context.timerService().currentWatermark());
  }

  onTimer(timestampMs: number, _context: OnTimerContext<number>, out: Collector<EnrichedTrade>): void {
    const customer = this.versionAt(timestampMs);
    for (const trade of this.trades.get(timestampMs) ?? []) out.collect({ trade, customer });
    this.trades.delete(timestampMs);
  }

  private versionAt(timestampMs: number): Customer | null {
    const known = [...this.versions.keys()].filter((at) => at <= timestampMs).sort((a, b) => a - b);
    const newest = known.pop();
    for (const older of known) this.versions.delete(older);
    return newest === undefined ? null : (this.versions.get(newest) ?? null);
  }
}

export default withFunction(() => new EventTimeJoinFunction());
