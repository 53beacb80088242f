/** A thread that tries learners' pipelines; it is given up when one of them never comes back. */
import { parentPort } from "node:worker_threads";
import { adviceOn } from "../../exercises/course/advice.ts";
import { isPrediction, RUNGS } from "../../exercises/course/all-exercises.ts";
import type { Effort } from "../../exercises/course/check.ts";
import type { Exercise, Pipeline } from "../../exercises/course/exercise.ts";
import { reportOnPrediction } from "../../exercises/course/prediction.ts";
import { reportOn } from "../../exercises/course/report.ts";
import { messageOf } from "../user-error.ts";
import type { CheckReply, CheckRequest, Part } from "./check-messages.ts";
import { loadAnswers, loadPipeline } from "./load-pipeline.ts";

/** After a schedule that fails, so many more tell how often it does. */
const AFTER_FAILURE = 119;
/** Cases that get all of their time; when that is used up, of each that is left one schedule is tried. */
const FULL_CASES = 3;

parentPort?.on("message", (request: CheckRequest) => parentPort?.postMessage(check(request)));

function check({ exercise, code, file, budgetMs, part }: CheckRequest): CheckReply {
  const found = RUNGS.find(({ name }) => name === exercise);
  if (found === undefined) throw new Error(`There is no exercise ${exercise}.`);
  let pipeline: Pipeline;
  try {
    if (isPrediction(found)) {
      return { kind: "report", report: reportOnPrediction(found, loadAnswers({ code }, file)), advice: [] };
    }
    pipeline = loadPipeline({ code }, file);
  } catch (thrown) {
    return { kind: "unloadable", message: messageOf(thrown) };
  }
  try {
    if (budgetMs === null)
      return judge(found, pipeline, { afterFailure: AFTER_FAILURE, ...(part === null ? {} : effortOf(part)) });
    const end = performance.now() + FULL_CASES * budgetMs;
    let until = 0;
    const effort = {
      afterFailure: AFTER_FAILURE,
      begin: () => {
        until = Math.min(performance.now() + budgetMs, end);
      },
      enough: () => performance.now() > until,
    };
    return judge(found, pipeline, effort);
  } catch (thrown) {
    return { kind: "broken", stack: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
}

/** A case that comes after one that has failed, whoever has tried it, is of no interest. */
function effortOf({ index, of, leastFailed }: Part): Effort {
  const least = new Int32Array(leastFailed);
  let current = -1;
  return {
    share: { index, of },
    begin: () => {
      current++;
    },
    enough: () => Atomics.load(least, 0) < current,
    isOver: () => Atomics.load(least, 0) <= current,
    failed: () => {
      for (let known = Atomics.load(least, 0); current < known; )
        known = Atomics.compareExchange(least, 0, known, current);
    },
  };
}

function judge(exercise: Exercise, pipeline: Pipeline, effort: Effort): CheckReply {
  const report = reportOn(exercise, pipeline, effort);
  const held = new Set(exercise.cases.slice(0, report.held).map(({ id }) => id));
  return { kind: "report", report, advice: report.state === "notStarted" ? [] : adviceOn(exercise, pipeline, held) };
}
