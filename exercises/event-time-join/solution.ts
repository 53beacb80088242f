/** Each trade with what was known of its customer at its time: joined when the watermark says that nothing more comes. */
import {
  type Collector,
  type DataStream,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  type MapState,
  MapStateDescriptor,
  type OnTimerContext,
  type RuntimeContext,
  WatermarkStrategy,
} from "tidemark";

/** Somebody bought or sold something. */
export interface Trade {
  /** ms */
  readonly timestamp: number;
  readonly customerId: number;
  readonly trade: string;
}

/** What is known of a customer from this time on. */
export interface Customer {
  /** ms */
  readonly timestamp: number;
  readonly customerId: number;
  readonly customer: string;
}

/** A trade and its customer as of the time of the trade; null: nothing was known by then. */
export interface EnrichedTrade {
  readonly trade: Trade;
  readonly customer: Customer | null;
}

const DISORDER_MS = 1000;

export class EventTimeJoinFunction implements KeyedCoProcessFunction<number, Trade, Customer, EnrichedTrade> {
  /** Trades that wait for the watermark, by timestamp. */
  private trades!: MapState<number, readonly Trade[]>;
  /** What a trade to come can still ask for, by timestamp. */
  private versions!: MapState<number, Customer>;

  open(context: RuntimeContext): void {
    this.trades = context.getMapState(new MapStateDescriptor<number, readonly Trade[]>("trades"));
    this.versions = context.getMapState(new MapStateDescriptor<number, Customer>("versions"));
  }

  processElement1(trade: Trade, context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {
    // Late: its version may be forgotten already.
    if (trade.timestamp <= context.timerService().currentWatermark()) return;
    this.trades.put(trade.timestamp, [...(this.trades.get(trade.timestamp) ?? []), trade]);
    context.timerService().registerEventTimeTimer(trade.timestamp);
  }

  processElement2(customer: Customer, context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {
    this.versions.put(customer.timestamp, customer);
    // A customer without trades has no timer that would clean up.
    this.versionAt(context.timerService().currentWatermark());
  }

  onTimer(timestampMs: number, _context: OnTimerContext<number>, out: Collector<EnrichedTrade>): void {
    const customer = this.versionAt(timestampMs);
    for (const trade of this.trades.get(timestampMs) ?? []) out.collect({ trade, customer });
    this.trades.remove(timestampMs);
  }

  /** The newest version that is not after a time which the watermark has reached; older ones are forgotten. */
  private versionAt(timestampMs: number): Customer | null {
    const known = [...this.versions.keys()].filter((at) => at <= timestampMs).sort((a, b) => a - b);
    const newest = known.pop();
    for (const older of known) this.versions.remove(older);
    return newest === undefined ? null : this.versions.get(newest);
  }
}

/** @returns each trade with its customer as of the time of the trade */
export default function eventTimeJoin(
  trades: DataStream<Trade>,
  customers: DataStream<Customer>,
): DataStream<EnrichedTrade> {
  const tradeTimes = WatermarkStrategy.forBoundedOutOfOrderness<Trade>(DISORDER_MS).withTimestampAssigner(
    ({ timestamp }) => timestamp,
  );
  const customerTimes = WatermarkStrategy.forBoundedOutOfOrderness<Customer>(DISORDER_MS).withTimestampAssigner(
    ({ timestamp }) => timestamp,
  );
  return trades
    .assignTimestampsAndWatermarks(tradeTimes)
    .keyBy(({ customerId }) => customerId)
    .connect(customers.assignTimestampsAndWatermarks(customerTimes).keyBy(({ customerId }) => customerId))
    .process(new EventTimeJoinFunction());
}
