/** Keys about checkpoints. `CheckpointingOptions`, `ExecutionCheckpointingOptions`. */

import {
  CHECKPOINTING_MODES,
  type CheckpointingMode,
  EXTERNALIZED_RETENTIONS,
  type ExternalizedCheckpointRetention,
} from "../trace/words.ts";
import { option } from "./config-option.ts";
import { BOOLEAN, integer, oneOf, optional, STRING } from "./config-type.ts";
import { DURATION_MS, POSITIVE_DURATION_MS } from "./duration.ts";
import { MEMORY_SIZE } from "./memory-size.ts";

/** Time between checkpoints, ms; unset: no checkpoints. */
export const CHECKPOINTING_INTERVAL = option<number | null>(
  "execution.checkpointing.interval",
  {
    expects: 'a duration of at least 10 ms such as "10 s", or 0',
    parse(raw) {
      const value = optional(DURATION_MS).parse(raw);
      if (value === null || value === 0) return null;
      return value !== undefined && value >= 10 ? value : undefined;
    },
  },
  null,
  { values: [10, 50, 200, 1000, 10_000] },
);

/** Whether barriers are aligned. */
export const CHECKPOINTING_MODE = option<CheckpointingMode>(
  "execution.checkpointing.mode",
  oneOf(CHECKPOINTING_MODES),
  "EXACTLY_ONCE",
);

/** A checkpoint that has not completed after this time is aborted, ms. */
export const CHECKPOINTING_TIMEOUT = option("execution.checkpointing.timeout", POSITIVE_DURATION_MS, 600_000, {
  values: [10, 100, 1000, 10_000, 600_000],
});

/** Least time between the end of a checkpoint and the start of the next, ms. */
export const MIN_PAUSE_BETWEEN_CHECKPOINTS = option("execution.checkpointing.min-pause", DURATION_MS, 0, {
  values: [0, 10, 500, 5000],
});

/** How many checkpoints may be pending at a time. */
export const MAX_CONCURRENT_CHECKPOINTS = option("execution.checkpointing.max-concurrent-checkpoints", integer(1), 1, {
  min: 1,
  max: 3,
});

/** How many checkpoints in a row may fail before the job fails. */
export const TOLERABLE_FAILED_CHECKPOINTS = option(
  "execution.checkpointing.tolerable-failed-checkpoints",
  integer(0),
  0,
  { values: [0, 1, 5, 1_000_000] },
);

/** How many completed checkpoints are kept. */
export const RETAINED_CHECKPOINTS = option("execution.checkpointing.num-retained", integer(1), 1, { min: 1, max: 3 }, [
  "state.checkpoints.num-retained",
]);

/** Which complete checkpoints stay in the storage when the job has ended. */
export const EXTERNALIZED_CHECKPOINT_RETENTION = option<ExternalizedCheckpointRetention>(
  "execution.checkpointing.externalized-checkpoint-retention",
  oneOf(EXTERNALIZED_RETENTIONS),
  "NO_EXTERNALIZED_CHECKPOINTS",
);

/** Whether checkpoints are taken although some tasks have finished, and tasks wait at their end for one that is complete. */
export const CHECKPOINTS_AFTER_TASKS_FINISH = option(
  "execution.checkpointing.checkpoints-after-tasks-finish.enabled",
  BOOLEAN,
  true,
  { values: [true, false] },
);

/** Folder of the storage in which checkpoints lie. */
export const CHECKPOINTS_DIRECTORY = option("execution.checkpointing.dir", STRING, "checkpoints", null, [
  "state.checkpoints.dir",
]);

/** Where state goes that leaves a task: into the JobManager's memory or to the file system. `CheckpointStorage`. */
export const CHECKPOINT_STORAGE = option(
  "execution.checkpointing.storage",
  oneOf(["jobmanager", "filesystem"]),
  "jobmanager",
  null,
  ["state.checkpoint-storage"],
);

/** State below this size, in bytes, travels inside the acknowledgement and is kept with the metadata. */
export const STATE_MEMORY_THRESHOLD = option(
  "execution.checkpointing.data-inline-threshold",
  MEMORY_SIZE,
  20_480,
  { values: [0, 1024, 20_480] },
  ["state.storage.fs.memory-threshold"],
);
