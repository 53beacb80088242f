/**
 * Event-time join: each trade with what was known of its customer at the time of the trade.
 *
 *   npx tidemark learn watch event-time-join
 */
import {
  type Collector,
  type DataStream,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  type OnTimerContext,
  type RuntimeContext,
  WatermarkStrategy,
} from "tidemark";
import { MissingSolutionError } from "../course/missing-solution.ts";

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
  open(_context: RuntimeContext): void {
    throw new MissingSolutionError();
  }

  processElement1(_trade: Trade, _context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {}

  processElement2(_customer: Customer, _context: KeyedProcessContext<number>, _out: Collector<EnrichedTrade>): void {}

  onTimer(_timestampMs: number, _context: OnTimerContext<number>, _out: Collector<EnrichedTrade>): void {}
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
