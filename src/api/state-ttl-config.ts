/** How long state lives after it was touched last. `StateTtlConfig`. */
import { IllegalArgumentError } from "../types/errors.ts";

/** What begins the time to live anew. `StateTtlConfig.UpdateType`. */
export type UpdateType = "Disabled" | "OnCreateAndWrite" | "OnReadAndWrite";

/** Whether a value that has expired can still be read. `StateTtlConfig.StateVisibility`. */
export type StateVisibility = "ReturnExpiredIfNotCleanedUp" | "NeverReturnExpired";

/** How many entries are looked at after each access, and whether also after each record. `IncrementalCleanupStrategy`. */
export interface IncrementalCleanup {
  /** Entries. */
  readonly cleanupSize: number;
  readonly runCleanupForEveryRecord: boolean;
}

/** Which expired entries go without being read. `StateTtlConfig.CleanupStrategies`. */
export interface CleanupStrategies {
  /** Expired entries are left out of checkpoints. */
  readonly fullSnapshot: boolean;
  /** Null: nothing is done in the background. */
  readonly incremental: IncrementalCleanup | null;
}

/** What Flink does on the heap where nothing else was said. */
const DEFAULT_CLEANUP: IncrementalCleanup = { cleanupSize: 5, runCleanupForEveryRecord: false };

/** Built with `StateTtlConfig.newBuilder(timeToLiveMs)`. Time is that of the TaskManager's clock, also over a restore. */
export class StateTtlConfig {
  readonly timeToLiveMs: number;
  readonly updateType: UpdateType;
  readonly stateVisibility: StateVisibility;
  readonly cleanup: CleanupStrategies;

  constructor(
    timeToLiveMs: number,
    updateType: UpdateType,
    stateVisibility: StateVisibility,
    cleanup: CleanupStrategies,
  ) {
    this.timeToLiveMs = timeToLiveMs;
    this.updateType = updateType;
    this.stateVisibility = stateVisibility;
    this.cleanup = cleanup;
  }

  /** @param timeToLiveMs greater than 0; throws otherwise */
  static newBuilder(timeToLiveMs: number): StateTtlConfigBuilder {
    return new StateTtlConfigBuilder(timeToLiveMs);
  }
}

/** `StateTtlConfig.Builder`. */
export class StateTtlConfigBuilder {
  private readonly timeToLiveMs: number;
  private updateType: UpdateType = "OnCreateAndWrite";
  private visibility: StateVisibility = "NeverReturnExpired";
  private isCleanupInBackground = true;
  private fullSnapshot = false;
  private incremental: IncrementalCleanup | null = null;

  constructor(timeToLiveMs: number) {
    if (!(timeToLiveMs > 0))
      throw new IllegalArgumentError(`TTL is expected to be positive, and it is ${timeToLiveMs} ms.`);
    this.timeToLiveMs = timeToLiveMs;
  }

  setUpdateType(updateType: UpdateType): this {
    this.updateType = updateType;
    return this;
  }

  /** Only writing begins the time to live anew; the default. */
  updateTtlOnCreateAndWrite(): this {
    return this.setUpdateType("OnCreateAndWrite");
  }

  /** Reading does, too. */
  updateTtlOnReadAndWrite(): this {
    return this.setUpdateType("OnReadAndWrite");
  }

  setStateVisibility(visibility: StateVisibility): this {
    this.visibility = visibility;
    return this;
  }

  /** What has expired can be read as long as it is there. */
  returnExpiredIfNotCleanedUp(): this {
    return this.setStateVisibility("ReturnExpiredIfNotCleanedUp");
  }

  /** What has expired is as if absent; the default. */
  neverReturnExpired(): this {
    return this.setStateVisibility("NeverReturnExpired");
  }

  /** Leaves expired entries out of checkpoints; those in memory stay. */
  cleanupFullSnapshot(): this {
    this.fullSnapshot = true;
    return this;
  }

  /** @param cleanupSize entries that are looked at each time */
  cleanupIncrementally(cleanupSize: number, runCleanupForEveryRecord: boolean): this {
    if (!(cleanupSize > 0))
      throw new IllegalArgumentError(
        `Number of incrementally cleaned up state entries should be positive, and it is ${cleanupSize}.`,
      );
    this.incremental = { cleanupSize, runCleanupForEveryRecord };
    return this;
  }

  /** Only what was asked for by name is cleaned up. */
  disableCleanupInBackground(): this {
    this.isCleanupInBackground = false;
    return this;
  }

  build(): StateTtlConfig {
    const incremental = this.incremental ?? (this.isCleanupInBackground ? DEFAULT_CLEANUP : null);
    const { timeToLiveMs, updateType, visibility, fullSnapshot } = this;
    return new StateTtlConfig(timeToLiveMs, updateType, visibility, { fullSnapshot, incremental });
  }
}
