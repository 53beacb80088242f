/**
 * Crash and recovery: what happens twice?
 *
 * Put a number in the place of each `undefined`, before you run anything. Then:
 *
 *   npx tidemark learn check crash-and-recovery
 *   npx tidemark run recovery
 */
export default {
  /** TaskManager B is lost 1.2 s after checkpoint 1 is complete; checkpoints come every 2 s. From which checkpoint is the job restored. */
  restoredCheckpoint: undefined,
  /** Two sources and two sums run on two machines. How many of these four tasks are started again. */
  tasksRestarted: undefined,
  /** How many of the 16 records do the sources read a second time. */
  recordsReadTwice: undefined,
  /** How many lines do the readers of the output see twice. */
  linesSeenTwice: undefined,
} as const;
