/** Async I/O on a stream. `AsyncDataStream` */
import { asyncWaitOperatorFactory } from "../operators/async/async-wait-factory.ts";
import { IllegalArgumentError } from "../types/errors.ts";
import type { AsyncFunction, AsyncRetryStrategy } from "./async-function.ts";
import type { DataStream, SingleOutputStreamOperator } from "./data-stream.ts";

const DEFAULT_QUEUE_CAPACITY = 100;

/** `queue capacity` may be left out before the strategy, as in Flink. */
type RetryArguments<O> =
  | readonly [strategy: AsyncRetryStrategy<O>]
  | readonly [capacity: number, strategy: AsyncRetryStrategy<O>];

function add<I, O>(
  mode: "ordered" | "unordered",
  stream: DataStream<I>,
  fn: AsyncFunction<I, O>,
  timeoutMs: number,
  capacity: number,
  retry: AsyncRetryStrategy<O> | null,
): SingleOutputStreamOperator<O> {
  if (!(capacity > 0))
    throw new IllegalArgumentError(`The capacity of async I/O must be larger than 0, not ${capacity}.`);
  // Operators meet only values of the stream they were built for.
  const factory = asyncWaitOperatorFactory(fn as AsyncFunction<unknown, unknown>, {
    mode,
    capacity,
    timeoutMs,
    retry: retry as AsyncRetryStrategy<unknown> | null,
  });
  return stream.transform<O>("async wait operator", factory);
}

function addWithRetry<I, O>(
  mode: "ordered" | "unordered",
  stream: DataStream<I>,
  fn: AsyncFunction<I, O>,
  timeoutMs: number,
  rest: RetryArguments<O>,
): SingleOutputStreamOperator<O> {
  const [capacity, strategy] = rest.length === 1 ? [DEFAULT_QUEUE_CAPACITY, rest[0]] : rest;
  return add(mode, stream, fn, timeoutMs, capacity, strategy);
}

/**
 * Asks the outside about each value without waiting for the answer: up to `capacity` requests are under way at once. Ordered,
 * results leave in the order of the input; unordered, in the order of the answers, but never across a watermark. When the
 * queue is full, the task takes no more input until there is room.
 *
 * State: the values whose results have not left. After a restore each of them is asked for again, so a request may be made
 * twice; its result leaves exactly once. `AsyncDataStream`
 *
 * ```ts
 * const names = AsyncDataStream.unorderedWait(
 *   ids,
 *   (id, result, calls) => calls.request<string>("crm", { kind: "find", id }, (name) => result.complete([`${id} ${name}`])),
 *   1000,
 * );
 * ```
 *
 * `timeoutMs`: time of a request with all its attempts; then the function's `timeout` is called, or the job fails if it has
 * none. 0: no timeout (with a retry strategy Flink times out at once, and so does this). `capacity`: values and watermarks in
 * the queue, default 100; throws when it is not positive.
 */
export const AsyncDataStream = {
  /** Results leave in the order of the input. */
  orderedWait<I, O>(
    stream: DataStream<I>,
    fn: AsyncFunction<I, O>,
    timeoutMs: number,
    capacity: number = DEFAULT_QUEUE_CAPACITY,
  ): SingleOutputStreamOperator<O> {
    return add("ordered", stream, fn, timeoutMs, capacity, null);
  },

  /** Between two watermarks results leave in the order of the answers. */
  unorderedWait<I, O>(
    stream: DataStream<I>,
    fn: AsyncFunction<I, O>,
    timeoutMs: number,
    capacity: number = DEFAULT_QUEUE_CAPACITY,
  ): SingleOutputStreamOperator<O> {
    return add("unordered", stream, fn, timeoutMs, capacity, null);
  },

  /** As `orderedWait`; what the strategy names is asked for again. Pass the strategy, or the capacity and the strategy. */
  orderedWaitWithRetry<I, O>(
    stream: DataStream<I>,
    fn: AsyncFunction<I, O>,
    timeoutMs: number,
    ...rest: RetryArguments<O>
  ): SingleOutputStreamOperator<O> {
    return addWithRetry("ordered", stream, fn, timeoutMs, rest);
  },

  /** As `unorderedWait`; what the strategy names is asked for again. Pass the strategy, or the capacity and the strategy. */
  unorderedWaitWithRetry<I, O>(
    stream: DataStream<I>,
    fn: AsyncFunction<I, O>,
    timeoutMs: number,
    ...rest: RetryArguments<O>
  ): SingleOutputStreamOperator<O> {
    return addWithRetry("unordered", stream, fn, timeoutMs, rest);
  },
} as const;
