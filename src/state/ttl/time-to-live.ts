/** When values expire, and what a read does with one that has. `AbstractTtlDecorator`, `TtlUtils`. */
import type { StateTtlConfig } from "../../api/state-ttl-config.ts";

/** A value and when it was touched last, ms. `TtlValue`. */
export interface TtlValue {
  readonly value: unknown;
  readonly touchedMs: number;
}

/** The rules of one state. */
export class TimeToLive {
  readonly config: StateTtlConfig;
  readonly #now: () => number;
  readonly #returnsExpired: boolean;
  readonly #updatesOnRead: boolean;

  /** @param now the TaskManager's clock, ms */
  constructor(config: StateTtlConfig, now: () => number) {
    this.config = config;
    this.#now = now;
    this.#returnsExpired = config.stateVisibility === "ReturnExpiredIfNotCleanedUp";
    this.#updatesOnRead = config.updateType === "OnReadAndWrite";
  }

  get returnsExpired(): boolean {
    return this.#returnsExpired;
  }

  get updatesOnRead(): boolean {
    return this.#updatesOnRead;
  }

  wrap(value: unknown): TtlValue {
    return { value, touchedMs: this.#now() };
  }

  /** At its last moment a value has expired already. */
  isExpired({ touchedMs }: TtlValue): boolean {
    return touchedMs + this.config.timeToLiveMs <= this.#now();
  }

  /** What counts of a value that is combined with another: undefined if it must not be seen any more. */
  unexpired(wrapped: TtlValue | undefined): unknown {
    return wrapped === undefined || (!this.#returnsExpired && this.isExpired(wrapped)) ? undefined : wrapped.value;
  }

  /** A read: what has expired is cleared, and given only where that is wanted; the rest may be touched. */
  read(wrapped: TtlValue | undefined, update: (touched: TtlValue) => void, clear: () => void): TtlValue | undefined {
    if (wrapped === undefined) return undefined;
    if (this.isExpired(wrapped)) {
      clear();
      return this.#returnsExpired ? wrapped : undefined;
    }
    if (this.#updatesOnRead) update(this.wrap(wrapped.value));
    return wrapped;
  }
}
