/** How fast a source may emit. `RateLimiter` and `RateLimiterStrategy`. */
import { IllegalArgumentError } from "../types/errors.ts";
import type { Micros } from "../world.ts";

/** Lets records of one reader go. */
export interface RateLimiter {
  /** When the next record may go, µs of virtual time; asked once a record. */
  acquire(now: Micros): Micros;
  notifyCheckpointComplete(): void;
}

/** Makes the limiter of each reader. */
export interface RateLimiterStrategy {
  createRateLimiter(parallelism: number): RateLimiter;
}

/** As fast as it goes. */
export const NO_LIMIT: RateLimiter = { acquire: () => 0, notifyCheckpointComplete() {} };

const MICROS_PER_SECOND = 1_000_000;

/**
 * So many records a second; what was not used in the last second may be made up for at once (`GuavaRateLimiter`, whose
 * `SmoothBursty` keeps the permits of one second).
 */
class PerSecondLimiter implements RateLimiter {
  readonly #intervalMicros: number;
  readonly #mostStored: number;
  #stored = 0;
  #freeAt: number | null = null;

  constructor(recordsPerSecond: number) {
    this.#intervalMicros = MICROS_PER_SECOND / recordsPerSecond;
    this.#mostStored = recordsPerSecond;
  }

  acquire(now: Micros): Micros {
    const freeAt = this.#freeAt ?? now;
    this.#stored = Math.min(this.#mostStored, this.#stored + Math.max(0, now - freeAt) / this.#intervalMicros);
    const at = Math.max(now, freeAt);
    const taken = Math.min(1, this.#stored);
    this.#stored -= taken;
    this.#freeAt = at + (1 - taken) * this.#intervalMicros;
    return Math.ceil(at);
  }

  notifyCheckpointComplete(): void {}
}

/** So many records from one completed checkpoint to the next (`GatedRateLimiter`). */
class PerCheckpointLimiter implements RateLimiter {
  readonly #records: number;
  #left: number;

  constructor(records: number) {
    this.#records = records;
    this.#left = records;
  }

  acquire(now: Micros): Micros {
    if (this.#left <= 0) return Number.POSITIVE_INFINITY;
    this.#left--;
    return now;
  }

  notifyCheckpointComplete(): void {
    this.#left = this.#records;
  }
}

/** The ways to limit a source. */
export const RateLimiterStrategy = {
  /** @param recordsPerSecond of all subtasks together, of virtual time; each has its even share */
  perSecond(recordsPerSecond: number): RateLimiterStrategy {
    checkRate(recordsPerSecond, "second");
    return { createRateLimiter: (parallelism) => new PerSecondLimiter(recordsPerSecond / parallelism) };
  },

  /** @param records of all subtasks together, from one completed checkpoint to the next; at least one for each subtask */
  perCheckpoint(records: number): RateLimiterStrategy {
    checkRate(records, "checkpoint");
    return {
      createRateLimiter(parallelism) {
        const own = Math.floor(records / parallelism);
        if (own < 1)
          throw new IllegalArgumentError(
            `${records} records a checkpoint are too few for ${parallelism} subtasks: each needs one at least.`,
          );
        return new PerCheckpointLimiter(own);
      },
    };
  },

  noOp(): RateLimiterStrategy {
    return { createRateLimiter: () => NO_LIMIT };
  },
} as const;

function checkRate(records: number, per: string): void {
  if (!(records > 0)) throw new IllegalArgumentError(`A source cannot emit ${records} records a ${per}.`);
}
