/**
 * Watermarks: what will the window do?
 *
 * Put a number in the place of each `undefined`, before you run anything. Then:
 *
 *   npx tidemark learn check watermarks
 *   npx tidemark run watermark
 */
export default {
  /** The window [0 s, 5 s): the lowest watermark, in ms, that makes it fire. */
  watermarkThatFiresIt: undefined,
  /** The virtual time at which it fires, in whole ms (gauge 1 is past 5 s of event time from 4.1 s on). */
  firesAfterMs: undefined,
  /** How many records are in it when it fires. */
  recordsInIt: undefined,
  /** How many of the nine records are dropped as late. */
  lateRecords: undefined,
} as const;
