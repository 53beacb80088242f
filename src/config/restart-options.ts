/** Keys about restarts. `RestartStrategyOptions`. */

import { option } from "./config-option.ts";
import { decimal, integer, oneOf } from "./config-type.ts";
import { DURATION_MS, POSITIVE_DURATION_MS } from "./duration.ts";

/** Which restart strategy; "default": none without checkpoints, else exponential-delay. */
export type RestartStrategyType = "default" | "none" | "fixed-delay" | "failure-rate" | "exponential-delay";

/** "Without end": Java's greatest int. */
export const INFINITE_ATTEMPTS = 2_147_483_647;

/** What happens after a failure. */
export const RESTART_STRATEGY = option<RestartStrategyType>(
  "restart-strategy.type",
  oneOf<RestartStrategyType>(["default", "none", "fixed-delay", "failure-rate", "exponential-delay"], {
    off: "none",
    disable: "none",
    fixeddelay: "fixed-delay",
    failurerate: "failure-rate",
    exponentialdelay: "exponential-delay",
  }),
  "default",
  null,
  ["restart-strategy"],
);

/** Number of restarts. */
export const FIXED_DELAY_ATTEMPTS = option("restart-strategy.fixed-delay.attempts", integer(0, INFINITE_ATTEMPTS), 1, {
  min: 0,
  max: 20,
});
/** Time before a restart, ms. */
export const FIXED_DELAY_DELAY = option("restart-strategy.fixed-delay.delay", DURATION_MS, 1000, {
  values: [0, 1, 1000],
});

/** How many failures may lie within the interval. */
export const FAILURE_RATE_MAX_FAILURES = option(
  "restart-strategy.failure-rate.max-failures-per-interval",
  integer(1, INFINITE_ATTEMPTS),
  1,
  { min: 1, max: 20 },
);
/** The interval, ms. */
export const FAILURE_RATE_INTERVAL = option(
  "restart-strategy.failure-rate.failure-rate-interval",
  POSITIVE_DURATION_MS,
  60_000,
  {
    values: [100, 10_000, 60_000],
  },
);
/** Time before a restart, ms. */
export const FAILURE_RATE_DELAY = option("restart-strategy.failure-rate.delay", DURATION_MS, 1000, {
  values: [0, 1, 1000],
});

/** First delay, ms. */
export const EXPONENTIAL_DELAY_INITIAL = option(
  "restart-strategy.exponential-delay.initial-backoff",
  POSITIVE_DURATION_MS,
  1000,
  {
    values: [1, 100, 1000],
  },
);
/** Greatest delay, ms. */
export const EXPONENTIAL_DELAY_MAX = option(
  "restart-strategy.exponential-delay.max-backoff",
  POSITIVE_DURATION_MS,
  60_000,
  {
    values: [1000, 60_000],
  },
);
/** Growth of the delay. */
export const EXPONENTIAL_DELAY_MULTIPLIER = option(
  "restart-strategy.exponential-delay.backoff-multiplier",
  decimal(0),
  1.5,
  {
    values: [1.1, 1.5, 4],
  },
);
/** Time without failure after which the delay is the first one again, ms. */
export const EXPONENTIAL_DELAY_RESET = option(
  "restart-strategy.exponential-delay.reset-backoff-threshold",
  POSITIVE_DURATION_MS,
  3_600_000,
  { values: [1, 10_000, 3_600_000] },
);
/** Random part of the delay. */
export const EXPONENTIAL_DELAY_JITTER = option("restart-strategy.exponential-delay.jitter-factor", decimal(0, 1), 0.1, {
  values: [0, 0.1, 1],
});
/** Restarts before the job fails for good; counted anew after a reset. */
export const EXPONENTIAL_DELAY_ATTEMPTS = option(
  "restart-strategy.exponential-delay.attempts-before-reset-backoff",
  integer(1, INFINITE_ATTEMPTS),
  INFINITE_ATTEMPTS,
  { values: [5, INFINITE_ATTEMPTS] },
);
