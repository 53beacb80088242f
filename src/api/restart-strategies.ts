import type { RawConfigValue } from "../config/configuration.ts";

/** A restart strategy as configuration entries. */
export type RestartStrategyConfiguration = Readonly<Record<string, RawConfigValue>>;

/** Builds the argument of `setRestartStrategy`. `RestartStrategies`; times in ms. */
export const RestartStrategies = {
  noRestart(): RestartStrategyConfiguration {
    return { "restart-strategy.type": "none" };
  },

  fixedDelayRestart(restartAttempts: number, delayMs: number): RestartStrategyConfiguration {
    return {
      "restart-strategy.type": "fixed-delay",
      "restart-strategy.fixed-delay.attempts": restartAttempts,
      "restart-strategy.fixed-delay.delay": delayMs,
    };
  },

  failureRateRestart(
    maxFailuresPerInterval: number,
    intervalMs: number,
    delayMs: number,
  ): RestartStrategyConfiguration {
    return {
      "restart-strategy.type": "failure-rate",
      "restart-strategy.failure-rate.max-failures-per-interval": maxFailuresPerInterval,
      "restart-strategy.failure-rate.failure-rate-interval": intervalMs,
      "restart-strategy.failure-rate.delay": delayMs,
    };
  },

  exponentialDelayRestart(
    initialBackoffMs: number,
    maxBackoffMs: number,
    backoffMultiplier: number,
    resetBackoffThresholdMs: number,
    jitterFactor: number,
  ): RestartStrategyConfiguration {
    return {
      "restart-strategy.type": "exponential-delay",
      "restart-strategy.exponential-delay.initial-backoff": initialBackoffMs,
      "restart-strategy.exponential-delay.max-backoff": maxBackoffMs,
      "restart-strategy.exponential-delay.backoff-multiplier": backoffMultiplier,
      "restart-strategy.exponential-delay.reset-backoff-threshold": resetBackoffThresholdMs,
      "restart-strategy.exponential-delay.jitter-factor": jitterFactor,
    };
  },
} as const;
