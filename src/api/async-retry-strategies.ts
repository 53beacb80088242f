/** The built-in retry strategies of async I/O and their builders. `AsyncRetryStrategies` */
import { IllegalArgumentError } from "../types/errors.ts";
import type { AsyncRetryPredicate, AsyncRetryStrategy } from "./async-function.ts";

/** Collects what makes a result or an error worth another attempt. */
abstract class RetryStrategyBuilder<O> {
  protected readonly predicate: {
    resultPredicate?: (results: readonly O[]) => boolean;
    exceptionPredicate?: (error: Error) => boolean;
  } = {};

  /** Tries again when the predicate holds for the results, for instance `RetryPredicates.EMPTY_RESULT_PREDICATE`. */
  ifResult(predicate: (results: readonly O[]) => boolean): this {
    this.predicate.resultPredicate = predicate;
    return this;
  }

  /** Tries again when the predicate holds for the error, for instance `RetryPredicates.HAS_EXCEPTION_PREDICATE`. */
  ifException(predicate: (error: Error) => boolean): this {
    this.predicate.exceptionPredicate = predicate;
    return this;
  }

  abstract build(): AsyncRetryStrategy<O>;
}

/** The same delay before each further attempt. `AsyncRetryStrategies.FixedDelayRetryStrategyBuilder` */
export class FixedDelayRetryStrategyBuilder<O> extends RetryStrategyBuilder<O> {
  private readonly maxAttempts: number;
  private readonly backoffTimeMs: number;

  /**
   * @param maxAttempts further attempts after the first; at least 1
   * @param backoffTimeMs at least 1
   */
  constructor(maxAttempts: number, backoffTimeMs: number) {
    super();
    checkPositive(maxAttempts, "maxAttempts");
    checkPositive(backoffTimeMs, "backoffTimeMs");
    this.maxAttempts = maxAttempts;
    this.backoffTimeMs = backoffTimeMs;
  }

  build(): AsyncRetryStrategy<O> {
    return new FixedDelayRetryStrategy<O>(this.maxAttempts, this.backoffTimeMs, this.predicate);
  }
}

/** A delay that grows. `AsyncRetryStrategies.ExponentialBackoffDelayRetryStrategyBuilder` */
export class ExponentialBackoffDelayRetryStrategyBuilder<O> extends RetryStrategyBuilder<O> {
  private readonly maxAttempts: number;
  private readonly initialDelayMs: number;
  private readonly maxRetryDelayMs: number;
  private readonly multiplier: number;

  /**
   * @param maxAttempts further attempts after the first; at least 1
   * @param multiplier of the delay from one attempt to the next, at most up to `maxRetryDelayMs`
   */
  constructor(maxAttempts: number, initialDelayMs: number, maxRetryDelayMs: number, multiplier: number) {
    super();
    checkPositive(maxAttempts, "maxAttempts");
    checkPositive(initialDelayMs, "initialDelayMs");
    checkPositive(maxRetryDelayMs, "maxRetryDelayMs");
    this.maxAttempts = maxAttempts;
    this.initialDelayMs = initialDelayMs;
    this.maxRetryDelayMs = maxRetryDelayMs;
    this.multiplier = multiplier;
  }

  build(): AsyncRetryStrategy<O> {
    const { maxAttempts, initialDelayMs, maxRetryDelayMs, multiplier, predicate } = this;
    return new ExponentialBackoffDelayRetryStrategy<O>(
      maxAttempts,
      initialDelayMs,
      maxRetryDelayMs,
      multiplier,
      predicate,
    );
  }
}

class FixedDelayRetryStrategy<O> implements AsyncRetryStrategy<O> {
  private readonly maxAttempts: number;
  private readonly backoffTimeMs: number;
  private readonly predicate: AsyncRetryPredicate<O>;

  constructor(maxAttempts: number, backoffTimeMs: number, predicate: AsyncRetryPredicate<O>) {
    this.maxAttempts = maxAttempts;
    this.backoffTimeMs = backoffTimeMs;
    this.predicate = predicate;
  }

  canRetry(currentAttempts: number): boolean {
    return currentAttempts <= this.maxAttempts;
  }

  getBackoffTimeMillis(): number {
    return this.backoffTimeMs;
  }

  getRetryPredicate(): AsyncRetryPredicate<O> {
    return this.predicate;
  }
}

class ExponentialBackoffDelayRetryStrategy<O> implements AsyncRetryStrategy<O> {
  private readonly maxAttempts: number;
  private readonly maxRetryDelayMs: number;
  private readonly multiplier: number;
  private readonly predicate: AsyncRetryPredicate<O>;
  private readonly initialDelayMs: number;
  /** Flink keeps one for all elements of the subtask: the first retry of one element sets it back for all others. */
  private lastRetryDelayMs: number;

  constructor(
    maxAttempts: number,
    initialDelayMs: number,
    maxRetryDelayMs: number,
    multiplier: number,
    predicate: AsyncRetryPredicate<O>,
  ) {
    this.maxAttempts = maxAttempts;
    this.initialDelayMs = initialDelayMs;
    this.lastRetryDelayMs = initialDelayMs;
    this.maxRetryDelayMs = maxRetryDelayMs;
    this.multiplier = multiplier;
    this.predicate = predicate;
  }

  canRetry(currentAttempts: number): boolean {
    return currentAttempts <= this.maxAttempts;
  }

  getBackoffTimeMillis(currentAttempts: number): number {
    const grownMs = Math.min(Math.trunc(this.lastRetryDelayMs * this.multiplier), this.maxRetryDelayMs);
    this.lastRetryDelayMs = currentAttempts <= 1 ? this.initialDelayMs : grownMs;
    return this.lastRetryDelayMs;
  }

  getRetryPredicate(): AsyncRetryPredicate<O> {
    return this.predicate;
  }
}

function checkPositive(value: number, name: string): void {
  if (!(value > 0)) throw new IllegalArgumentError(`${name} must be greater than 0, not ${value}.`);
}

/** Predicates for `ifResult` and `ifException`. `RetryPredicates` */
export const RetryPredicates = {
  EMPTY_RESULT_PREDICATE: (results: readonly unknown[]): boolean => results.length === 0,
  HAS_EXCEPTION_PREDICATE: (_error: Error): boolean => true,
} as const;

/**
 * Retry strategies for `AsyncDataStream`; times in ms. `AsyncRetryStrategies`
 *
 * ```ts
 * new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<string>(3, 100)
 *   .ifResult(RetryPredicates.EMPTY_RESULT_PREDICATE)
 *   .build();
 * ```
 */
export const AsyncRetryStrategies = {
  FixedDelayRetryStrategyBuilder,
  ExponentialBackoffDelayRetryStrategyBuilder,
} as const;
