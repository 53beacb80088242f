/** Where the results of one request go when it may be tried again. `AsyncWaitOperator.RetryableResultHandlerDelegator` */
import type { AsyncRetryStrategy, ResultFuture } from "../../api/async-function.ts";
import type { ProcessingTimer } from "../operator.ts";
import type { QueueEntry } from "./queue-entry.ts";
import { checkResults, type ResultHandler } from "./result-handler.ts";

/** The operator, as its retrying handlers see it. */
export interface RetryWork {
  /** The input has ended: what is answered now is final. */
  readonly retryDisabled: boolean;
  /** Handlers that wait for their next attempt. */
  readonly delayed: Set<RetryingHandler>;
  execute(mail: () => void): void;
  /** @param delayMs from now */
  schedule(delayMs: number, callback: () => void): ProcessingTimer;
  cancel(timer: ProcessingTimer): void;
  /** @param attempt from 1 */
  invoke(entry: QueueEntry, future: ResultFuture<unknown>, attempt: number): void;
}

/** One request with all its attempts. Its timeout is one for all of them. */
export class RetryingHandler implements ResultFuture<unknown> {
  readonly handler: ResultHandler;
  readonly #work: RetryWork;
  readonly #strategy: AsyncRetryStrategy<unknown>;
  readonly #entry: QueueEntry;
  #retryTimer: ProcessingTimer | null = null;
  /** From 1: a handler is made for a first attempt. */
  #currentAttempts = 1;
  /** The present attempt has been answered: what its function says after that is not heard. */
  #retryInFlight = false;

  constructor(handler: ResultHandler, work: RetryWork, strategy: AsyncRetryStrategy<unknown>, entry: QueueEntry) {
    this.handler = handler;
    this.#work = work;
    this.#strategy = strategy;
    this.#entry = entry;
  }

  complete(results: readonly unknown[]): void {
    checkResults(results);
    if (this.#work.retryDisabled) {
      this.cancelRetry();
      this.handler.complete(results);
    } else this.#work.execute(() => this.#process(results, null));
  }

  completeExceptionally(error: Error): void {
    if (this.#work.retryDisabled) {
      this.cancelRetry();
      this.handler.completeExceptionally(error);
    } else this.#work.execute(() => this.#process(null, error));
  }

  /** The time of the request is up: the answer to come is the timeout's. */
  beginTimeout(): void {
    this.cancelRetry();
    this.#retryInFlight = false;
  }

  /** True if an attempt was planned. */
  cancelRetry(): boolean {
    if (this.#retryTimer === null) return false;
    this.#work.cancel(this.#retryTimer);
    this.#retryTimer = null;
    return true;
  }

  /** The next attempt, now. */
  retry(): void {
    this.#retryTimer = null;
    this.#currentAttempts++;
    this.#retryInFlight = false;
    this.#work.invoke(this.#entry, this, this.#currentAttempts);
  }

  #process(results: readonly unknown[] | null, error: Error | null): void {
    if (this.#retryInFlight) return;
    this.#retryInFlight = true;
    const { delayed, retryDisabled } = this.#work;
    const strategy = this.#strategy;
    if (this.#isWorthRetrying(results, error) && strategy.canRetry(this.#currentAttempts) && !retryDisabled) {
      const delayMs = strategy.getBackoffTimeMillis(this.#currentAttempts);
      this.#retryTimer = this.#work.schedule(delayMs, () => this.retry());
      delayed.add(this);
      return;
    }
    delayed.delete(this);
    if (results !== null) this.handler.complete(results);
    else if (error !== null) this.handler.completeExceptionally(error);
  }

  #isWorthRetrying(results: readonly unknown[] | null, error: Error | null): boolean {
    const predicate = this.#strategy.getRetryPredicate();
    if (results !== null) return predicate.resultPredicate?.(results) === true;
    return error !== null && predicate.exceptionPredicate?.(error) === true;
  }
}
