/** What becomes of the complete checkpoints of a job that has ended (`CheckpointProperties`, §8.1 of the notes). */
import type { ExternalizedCheckpointRetention } from "../trace/words.ts";

/** The ways in which a job ends for good. */
export type EndOfJob = "FINISHED" | "CANCELED" | "FAILED";

const DISCARDED: Readonly<Record<ExternalizedCheckpointRetention, readonly EndOfJob[]>> = {
  NO_EXTERNALIZED_CHECKPOINTS: ["FINISHED", "CANCELED", "FAILED"],
  DELETE_ON_CANCELLATION: ["FINISHED", "CANCELED"],
  RETAIN_ON_CANCELLATION: ["FINISHED"],
};

/** The files are deleted; otherwise they are their owner's to keep. */
export function isDiscardedAtEnd(retention: ExternalizedCheckpointRetention, end: EndOfJob): boolean {
  return DISCARDED[retention].includes(end);
}
