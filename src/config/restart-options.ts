/** Keys about restarts. `RestartStrategyOptions`. */

import { option } from "./config-option.ts";
import { decimal, integer, oneOf } from "./config-type.ts";
import { DURATION_MS, POSITIVE_DURATION_MS } from "./duration.ts";

/** Which restart strategy; "default": none without checkpoints, else exponential-delay. */
export type RestartStrategyType = "default" | "none" | "fixed-delay" | "failure-rate" | "exponential-delay";

/** "Without end": Java's greatest int. */
export const INFINITE_ATTEMPTS = 2_147_483_647;

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
  "What happens after a failure.",
  null,
  ["restart-strategy"],
);

export const FIXED_DELAY_ATTEMPTS = option(
  "restart-strategy.fixed-delay.attempts",
  integer(0, INFINITE_ATTEMPTS),
  1,
  "Number of restarts.",
  { min: 0, max: 20 },
);
export const FIXED_DELAY_DELAY = option(
  "restart-strategy.fixed-delay.delay",
  DURATION_MS,
  1000,
  "Time before a restart, ms.",
  { values: [0, 1, 1000] },
);

export const FAILURE_RATE_MAX_FAILURES = option(
  "restart-strategy.failure-rate.max-failures-per-interval",
  integer(1, INFINITE_ATTEMPTS),
  1,
  "How many failures may lie within the interval.",
  { min: 1, max: 20 },
);
export const FAILURE_RATE_INTERVAL = option(
  "restart-strategy.failure-rate.failure-rate-interval",
  POSITIVE_DURATION_MS,
  60_000,
  "The interval, ms.",
  {
    values: [100, 10_000, 60_000],
  },
);
export const FAILURE_RATE_DELAY = option(
  "restart-strategy.failure-rate.delay",
  DURATION_MS,
  1000,
  "Time before a restart, ms.",
  { values: [0, 1, 1000] },
);

export const EXPONENTIAL_DELAY_INITIAL = option(
  "restart-strategy.exponential-delay.initial-backoff",
  POSITIVE_DURATION_MS,
  1000,
  "First delay, ms.",
  {
    values: [1, 100, 1000],
  },
);
export const EXPONENTIAL_DELAY_MAX = option(
  "restart-strategy.exponential-delay.max-backoff",
  POSITIVE_DURATION_MS,
  60_000,
  "Greatest delay, ms.",
  {
    values: [1000, 60_000],
  },
);
export const EXPONENTIAL_DELAY_MULTIPLIER = option(
  "restart-strategy.exponential-delay.backoff-multiplier",
  decimal(0),
  1.5,
  "Growth of the delay.",
  {
    values: [1.1, 1.5, 4],
  },
);
export const EXPONENTIAL_DELAY_RESET = option(
  "restart-strategy.exponential-delay.reset-backoff-threshold",
  POSITIVE_DURATION_MS,
  3_600_000,
  "Time without failure after which the delay is the first one again, ms.",
  { values: [1, 10_000, 3_600_000] },
);
export const EXPONENTIAL_DELAY_JITTER = option(
  "restart-strategy.exponential-delay.jitter-factor",
  decimal(0, 1),
  0.1,
  "Random part of the delay.",
  {
    values: [0, 0.1, 1],
  },
);
export const EXPONENTIAL_DELAY_ATTEMPTS = option(
  "restart-strategy.exponential-delay.attempts-before-reset-backoff",
  integer(1, INFINITE_ATTEMPTS),
  INFINITE_ATTEMPTS,
  "Restarts before the job fails for good; counted anew after a reset.",
  { values: [5, INFINITE_ATTEMPTS] },
);
