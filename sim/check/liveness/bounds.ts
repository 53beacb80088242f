/** How long a run that is left in peace may take for what it has to do. */
export interface LivenessBounds {
  /** From a start or failure until all attempts run, ms. */
  readonly runningMs: number;
  /** From one complete checkpoint to the next, ms. */
  readonly checkpointMs: number;
  /** From the last watermark of all sources to that of each sink, ms. */
  readonly watermarkMs: number;
  /** From the end of all input to the end of the job, ms. */
  readonly finishMs: number;
  /** In which some data moves while somebody waits for room, ms. */
  readonly stallMs: number;
  /** For an answer, a checkpoint, a slot or a cancellation, ms. */
  readonly answerMs: number;
  /** Calls in a second in which nothing else happens. */
  readonly callsPerSecond: number;
}

/** For Flink's default timeouts: 50 s for heartbeats, 60 s of back-off, 5 min for slots, 10 min for checkpoints. */
export const DEFAULT_BOUNDS: LivenessBounds = {
  runningMs: 600_000,
  checkpointMs: 900_000,
  watermarkMs: 600_000,
  finishMs: 900_000,
  stallMs: 300_000,
  answerMs: 700_000,
  callsPerSecond: 1000,
};
