/** The steps that cases of keyed operators have in common. */
import type { OneInputHarness } from "../../src/harness/one-input-harness.ts";
import type { OperatorHarness } from "../../src/harness/operator-harness.ts";
import type { StreamOperator } from "../../src/operators/operator.ts";
import { NO_TIMESTAMP } from "../../src/time/timestamps.ts";
import { formatTime, type Json, parseTime } from "./case.ts";

/** What the operator emitted since the last call, in the form of the cases. */
export function takeOutput(harness: OperatorHarness<StreamOperator>): Json {
  // Entries name their subtask only where several run.
  const of = (subtask: number): number | undefined => (harness.parallelism > 1 ? subtask : undefined);
  const out = harness.takeOutput().map((one) => {
    const s = of(one.subtask);
    if (one.kind === "watermark") return { wm: formatTime(one.timestampMs), s };
    if (one.kind === "status") return { status: one.idle ? "idle" : "active", s };
    return { v: one.value, ts: one.timestampMs === NO_TIMESTAMP ? undefined : formatTime(one.timestampMs), s };
  });
  const side: Record<string, unknown[]> = {};
  for (const one of harness.takeSideOutput()) {
    side[one.tag] ??= [];
    // A side record of an element without timestamp carries the mark itself.
    side[one.tag].push({ v: one.value, ts: formatTime(one.timestampMs), s: of(one.subtask) });
  }
  return Object.keys(side).length === 0 ? { out } : { out, side };
}

/** Plays `watermark`, `status`, `time` and `restore`; false for any other step. */
export function playCommonStep(harness: OneInputHarness, step: Json): boolean {
  switch (step.op) {
    case "watermark":
      harness.processWatermark(parseTime(step.ts));
      return true;
    case "status":
      harness.processStatus(step.status === "idle");
      return true;
    default:
      return playLifeCycleStep(harness, step);
  }
}

/** Plays `time` and `restore`; false for any other step. */
export function playLifeCycleStep(harness: OperatorHarness<StreamOperator>, step: Json): boolean {
  switch (step.op) {
    case "time":
      harness.setProcessingTime(step.to as number);
      return true;
    case "restore": {
      const snapshot = harness.snapshot();
      harness.close();
      harness.open(snapshot, (step.parallelism as number | undefined) ?? 1, step.processingTime as number | undefined);
      return true;
    }
    default:
      return false;
  }
}

/** Sums of state entries and timers over the subtasks. */
export function counters(harness: OperatorHarness<StreamOperator>): Json {
  return {
    state: harness.numStateEntries(),
    eventTimers: harness.numEventTimeTimers(),
    processingTimers: harness.numProcessingTimeTimers(),
  };
}
