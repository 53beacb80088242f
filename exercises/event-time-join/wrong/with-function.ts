import { type DataStream, type KeyedCoProcessFunction, WatermarkStrategy } from "tidemark";
import type { Pipeline } from "../../course/exercise.ts";
import type { Customer, EnrichedTrade, Trade } from "../solution.ts";

const DISORDER_MS = 1000;

/** The pipeline of the exercise around a function that is wrong. @param create called for each graph, as a program would */
export function withFunction(create: () => KeyedCoProcessFunction<number, Trade, Customer, EnrichedTrade>): Pipeline {
  const tradeTimes = WatermarkStrategy.forBoundedOutOfOrderness<Trade>(DISORDER_MS).withTimestampAssigner(
    ({ timestamp }) => timestamp,
  );
  const customerTimes = WatermarkStrategy.forBoundedOutOfOrderness<Customer>(DISORDER_MS).withTimestampAssigner(
    ({ timestamp }) => timestamp,
  );
  return (trades: DataStream<Trade>, customers: DataStream<Customer>) =>
    trades
      .assignTimestampsAndWatermarks(tradeTimes)
      .keyBy(({ customerId }) => customerId)
      .connect(customers.assignTimestampsAndWatermarks(customerTimes).keyBy(({ customerId }) => customerId))
      .process(create());
}
