/** Recognizes a known mistake by what it does: a wrong solution that behaves as the learner's does. */
import { checkCase, type Failure } from "./check.ts";
import { clockUse, dependsOnTheClock, PROCESSING_TIME_TIMER } from "./clock-use.ts";
import { runOnCluster } from "./cluster-run.ts";
import type { Exercise, Pipeline, WrongSolution } from "./exercise.ts";
import { runInHarness } from "./harness-run.ts";
import { textOf } from "./text-of.ts";

/**
 * The wrong solution that does in the failing case what the learner's pipeline does, step by step or record by record; of
 * several, the one that is like it in most of the other cases, and then one for which the failing case was made. Who lets the
 * clock on the wall decide is told that first: it behaves as if it had no timer, or one that is late. Null if there is none.
 */
export function misconceptionOf(exercise: Exercise, pipeline: Pipeline, failure: Failure): WrongSolution | null {
  const wallClock = exercise.wrong.find(({ isWallClock }) => isWallClock === true);
  const clock = wallClock === undefined ? null : clockUse(exercise, pipeline);
  if (wallClock !== undefined && (clock === PROCESSING_TIME_TIMER || letsTheClockDecide(exercise, pipeline, failure)))
    return wallClock;
  const own = behaviour(exercise, pipeline, failure);
  const alike = exercise.wrong.filter(
    (wrong) => wrong !== wallClock && behaviour(exercise, wrong.pipeline, failure) === own,
  );
  // Who only asks for the time may want it for a log.
  if (wallClock !== undefined && clock !== null && alike.length === 0) return wallClock;
  if (alike.length < 2) return alike[0] ?? null;
  const ownVerdicts = verdicts(exercise, pipeline);
  const scores = alike.map(
    (wrong) =>
      verdicts(exercise, wrong.pipeline).filter((verdict, i) => verdict === ownVerdicts[i]).length +
      (wrong.caughtBy === failure.of.id ? 0.5 : 0),
  );
  return alike[scores.indexOf(Math.max(...scores))];
}

function letsTheClockDecide({ inputs }: Exercise, pipeline: Pipeline, { of }: Failure): boolean {
  return of.kind === "harness" && of.steps.length <= MOST_STEPS && dependsOnTheClock(of, inputs.length, pipeline);
}

/** All that can be seen of a pipeline in the failing case; where in its code it threw is its own affair. */
function behaviour(exercise: Exercise, pipeline: Pipeline, failure: Failure): string {
  if (failure.kind === "cluster") {
    const outcome = runOnCluster(failure.of, failure.schedule, pipeline);
    return textOf(outcome.kind === "failed" ? [outcome.kind, outcome.message, outcome.record] : outcome);
  }
  const { seen, broken } = runInHarness(failure.of, exercise.inputs.length, pipeline);
  const last = broken === null ? null : [broken.step, broken.what, broken.got];
  return textOf([seen.map(({ stateEntries, timers, sent }) => [stateEntries, timers, sent]), last]);
}

/** A case of more steps is not played only to tell mistakes apart: a learner waits for the answer. */
const MOST_STEPS = 100;

/** Which of the quick cases hold. */
function verdicts({ cases, inputs }: Exercise, pipeline: Pipeline): boolean[] {
  return cases
    .filter((one) => one.kind === "harness" && one.steps.length <= MOST_STEPS)
    .map((one) => checkCase(one, inputs.length, pipeline).failure === null);
}
