/**
 * Two-phase commit: when is it visible?
 *
 * Put a number in the place of each `undefined`, before you run anything. Then:
 *
 *   npx tidemark learn check two-phase-commit
 *   npx tidemark run two-phase-commit
 */
export default {
  /** Tickets are sold every 300 ms from 1 s on. How many does a reader of committed data see at 1.5 s. */
  visibleAtOneAndAHalfSeconds: undefined,
  /** Checkpoints come every 2 s; the first is complete at 1.9 s. How many does the reader see at 3 s. */
  visibleAtThreeSeconds: undefined,
  /** Two writers, two checkpoints: how many transactions are committed. */
  transactions: undefined,
} as const;
