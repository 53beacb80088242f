/** A checkpoint in a sentence. */
import { durationText, virtualTimeText } from "../event-time/time-text.ts";
import type { CheckpointView } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { checkpoints as texts } from "../text/checkpoints.ts";

const REASONS = {
  CHECKPOINT_EXPIRED: "reasonExpired",
  CHECKPOINT_COORDINATOR_SUSPEND: "reasonSuspend",
  TRIGGER_CHECKPOINT_FAILURE: "reasonTrigger",
} as const;

/**
 * How it stands with a checkpoint.
 * @param nowMicros cursor
 */
export function checkpointText(checkpoint: CheckpointView, nowMicros: number, language: Language): string {
  const { triggeredAt, endedAt, bytes } = checkpoint;
  const at = virtualTimeText(triggeredAt);
  const after = durationText((endedAt ?? Math.max(triggeredAt, nowMicros)) - triggeredAt);
  switch (checkpoint.status) {
    case "pending": {
      const parts = [...checkpoint.tasks.values()];
      const acknowledged = parts.filter(({ ackAt }) => ackAt !== null).length;
      return textOf(texts, language, "headPending", at, after, acknowledged, parts.length);
    }
    case "completed":
      return textOf(texts, language, "headCompleted", at, after, bytes);
    case "subsumed":
      return textOf(texts, language, "headSubsumed", at, after);
    case "failed":
      return textOf(texts, language, "headFailed", at, after, reasonText(checkpoint.reason ?? "", language));
  }
}

/** The reason as the trace has it, with what it means where that is known. */
function reasonText(reason: string, language: Language): string {
  const meaning = Object.entries(REASONS).find(([name]) => reason.startsWith(name))?.[1];
  return meaning === undefined ? reason : `${reason} – ${textOf(texts, language, meaning)}`;
}
