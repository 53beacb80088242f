/** What a job author writes for async I/O: the function, where its results go, and when a request is tried again. */
import type { RichFunction } from "./functions.ts";

/** Takes the results of one request; the first call counts, later ones are ignored. `ResultFuture`. */
export interface ResultFuture<O> {
  /** @param results what is emitted, with the timestamp of the input; an empty list emits nothing */
  complete(results: readonly O[]): void;
  /** Without a retry that takes this error the job fails. */
  completeExceptionally(error: Error): void;
}

/**
 * How an async function reaches what answers later. It stands where a client library or a pool of threads would: nothing
 * here waits, and each callback runs on the task, when virtual time has come to it.
 */
export interface AsyncCalls {
  /**
   * Sends a request to a system outside the cluster; it is repeated until it is answered.
   * @param service the name of a simulated service
   * @param onReply gets a copy of the answer
   * @param sizeBytes of the request on the network; default 60
   */
  request<Reply = unknown>(
    service: string,
    request: unknown,
    onReply: (reply: Reply) => void,
    sizeBytes?: number,
  ): void;
  /** Calls back when so many ms have passed. */
  after(delayMs: number, callback: () => void): void;
  /** Calls back after a delay that is drawn anew each time, in whole ms from `minMs` to `maxMs`: the latency of a request. */
  afterBetween(minMs: number, maxMs: number, callback: () => void): void;
}

/**
 * Starts a request for each value and completes it later. One function object serves many requests at once, so what belongs
 * to one of them is in the closure of its callback. It has no state: asking the context of `open` for some throws.
 * `AsyncFunction`, `RichAsyncFunction`.
 */
export type AsyncFunction<I, O> =
  | ((value: I, resultFuture: ResultFuture<O>, calls: AsyncCalls) => void)
  | (RichFunction & {
      asyncInvoke(value: I, resultFuture: ResultFuture<O>, calls: AsyncCalls): void;
      /** The time of the request is up. Without this method the job fails. */
      timeout?(value: I, resultFuture: ResultFuture<O>, calls: AsyncCalls): void;
    });

/** Which results and errors are worth another attempt; what is left out is not. `AsyncRetryPredicate`. */
export interface AsyncRetryPredicate<O> {
  resultPredicate?(results: readonly O[]): boolean;
  exceptionPredicate?(error: Error): boolean;
}

/** When a request is tried again. One object serves all requests of a subtask. `AsyncRetryStrategy`. */
export interface AsyncRetryStrategy<O> {
  /** @param currentAttempts attempts so far, from 1 */
  canRetry(currentAttempts: number): boolean;
  /** Time until the next attempt, ms. */
  getBackoffTimeMillis(currentAttempts: number): number;
  getRetryPredicate(): AsyncRetryPredicate<O>;
}
