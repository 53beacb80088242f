import {
  ExponentialDelayRestartBackoffTimeStrategy,
  FailureRateRestartBackoffTimeStrategy,
  FixedDelayRestartBackoffTimeStrategy,
  NoRestartBackoffTimeStrategy,
  type RestartBackoffTimeStrategy,
} from "../../../src/cluster/restart-strategy.ts";
import { type CaseOutcome, compare } from "./difference.ts";

interface Spec {
  readonly strategy: string;
  readonly attempts: number;
  readonly delay: number;
  readonly maxFailuresPerInterval: number;
  readonly interval: number;
  readonly initialBackoff: number;
  readonly maxBackoff: number;
  readonly multiplier: number;
  readonly resetThreshold: number;
  readonly jitter: number;
  readonly attemptsBeforeResetBackoff: number;
  readonly failuresAtMs?: readonly number[];
}

export interface RestartStrategyCase {
  readonly spec: Spec;
  readonly expected: { readonly error?: { readonly message: string } };
}

/** Lets a strategy see the failures and compares its answers. */
export function runRestartStrategyCase({ spec, expected }: RestartStrategyCase): CaseOutcome {
  let strategy: RestartBackoffTimeStrategy;
  try {
    strategy = create(spec);
  } catch (error) {
    return compare(expected, {
      error: { phase: "create", exception: "java.lang.IllegalArgumentException", message: (error as Error).message },
    });
  }
  const steps = (spec.failuresAtMs ?? []).map((nowMs) => {
    const newAttempt = strategy.notifyFailure(nowMs);
    return { newAttempt, canRestart: strategy.canRestart(), backoff: strategy.backoffTimeMs(nowMs) };
  });
  return compare(expected, { steps, toString: strategy.describe() });
}

function create(spec: Spec): RestartBackoffTimeStrategy {
  switch (spec.strategy) {
    case "fixed-delay":
      return new FixedDelayRestartBackoffTimeStrategy(spec.attempts, spec.delay);
    case "failure-rate":
      return new FailureRateRestartBackoffTimeStrategy(spec.maxFailuresPerInterval, spec.interval, spec.delay);
    case "exponential-delay":
      return new ExponentialDelayRestartBackoffTimeStrategy(
        {
          initialBackoffMs: spec.initialBackoff,
          maxBackoffMs: spec.maxBackoff,
          backoffMultiplier: spec.multiplier,
          resetBackoffThresholdMs: spec.resetThreshold,
          jitterFactor: spec.jitter,
          attemptsBeforeResetBackoff: spec.attemptsBeforeResetBackoff,
        },
        () => 0,
      );
    default:
      return new NoRestartBackoffTimeStrategy();
  }
}
