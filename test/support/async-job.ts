/** Jobs with async I/O, small queues and slow answers. */
import type { SimulatedService } from "../../sim/services/simulated-service.ts";
import {
  type AsyncCalls,
  AsyncDataStream,
  type AsyncFunction,
  AsyncRetryStrategies,
  type DataStream,
  type FlatMapFunction,
  type JobProgram,
  type ResultFuture,
  RetryPredicates,
  replaySource,
  transactionalLogSink,
  WatermarkStrategy,
} from "../../src/index.ts";

/** A record of the input. */
export interface Order {
  readonly n: number;
  /** ms */
  readonly at: number;
}

/** 80 records, one every 3 ms. */
export const ORDERS: readonly Order[] = Array.from({ length: 80 }, (_, n) => ({ n, at: n * 3 }));

/** Where the async operator stands, and what it asks. */
export const ASYNC_FORMS = [
  "ordered",
  "unordered",
  "behind a flatMap",
  "behind a shuffle",
  "two in a row",
  "with retries",
] as const;
/** One of `ASYNC_FORMS`. */
export type AsyncForm = (typeof ASYNC_FORMS)[number];

/** Knows the name of each number; a higher one takes longer, up to 6 ms. */
export const names: SimulatedService<{ kind: "find"; n: number }, string> = {
  initialState: () => ({}),
  handle: ({ n }) => `n${n}`,
  answerTimeMs: ({ n }) => 1 + (n % 6),
};

const late: AsyncFunction<Order, string> = (order, result, calls) =>
  calls.afterBetween(1, 25, () => result.complete([String(order.n)]));

const copies: FlatMapFunction<Order, Order> = (order, out) => {
  for (let i = 0; i < order.n % 4; i++) out.collect(order);
};

/** Finds nothing the first time, and knows it at once: after the end of the input nothing more is tried again. */
class SecondTime {
  private readonly asked: Record<number, boolean> = {};

  asyncInvoke(order: Order, result: ResultFuture<string>, calls: AsyncCalls): void {
    const again = this.asked[order.n] === true;
    this.asked[order.n] = true;
    if (again) calls.after(4, () => result.complete([String(order.n)]));
    else result.complete([]);
  }
}

/** Lines that the form writes, sorted. */
export function linesOf(form: AsyncForm): readonly string[] {
  const lines = ORDERS.flatMap(({ n }) => {
    if (form === "behind a flatMap") return Array.from({ length: n % 4 }, () => String(n));
    return [form === "two in a row" ? `n${n}` : String(n)];
  });
  return lines.sort();
}

function stage(form: AsyncForm, orders: DataStream<Order>, capacity: number): DataStream<string> {
  switch (form) {
    case "ordered":
      return AsyncDataStream.orderedWait(orders, late, 10_000, capacity);
    case "unordered":
      return AsyncDataStream.unorderedWait(orders, late, 10_000, capacity);
    case "behind a flatMap": {
      return AsyncDataStream.unorderedWait(orders.flatMap(copies), late, 10_000, capacity);
    }
    case "behind a shuffle":
      return AsyncDataStream.unorderedWait(
        orders.rebalance().filter(() => true),
        late,
        10_000,
        capacity,
      ).map((line) => line);
    case "two in a row": {
      const found = AsyncDataStream.unorderedWait<Order, string>(
        orders,
        (order, result, calls) =>
          calls.request<string>("names", { kind: "find", n: order.n }, (name) => result.complete([name])),
        10_000,
        capacity,
      );
      return AsyncDataStream.orderedWait<string, string>(
        found,
        (name, result, calls) => calls.afterBetween(1, 9, () => result.complete([name])),
        10_000,
        capacity,
      );
    }
    case "with retries": {
      const strategy = new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<string>(3, 2)
        .ifResult(RetryPredicates.EMPTY_RESULT_PREDICATE)
        .build();
      return AsyncDataStream.orderedWaitWithRetry(orders, new SecondTime(), 10_000, capacity, strategy);
    }
  }
}

/** Reads `orders`, asks for each, writes the log `out` in transactions. */
export function asyncJob(form: AsyncForm, capacity: number): JobProgram {
  return (env) => {
    const source = replaySource<Order>({
      input: "orders",
      timestampOf: ({ at }) => at,
      speed: 1,
      disorderMs: 0,
      startMs: 50,
    });
    const orders = env.fromSource(source, WatermarkStrategy.forBoundedOutOfOrderness<Order>(10), "orders");
    stage(form, orders, capacity).sinkTo(transactionalLogSink<string>({ log: "out", serialize: (line) => line }));
    env.execute("async");
  };
}
