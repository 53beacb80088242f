/** A process that tries one submission and ends: what it does to its memory or to its globals ends with it. */
import { isPrediction, RUNGS } from "../../exercises/course/all-exercises.ts";
import { reportOnPrediction } from "../../exercises/course/prediction.ts";
import { reportOn } from "../../exercises/course/report.ts";
import { messageOf } from "../user-error.ts";
import { bundleModule } from "../user-module/bundle.ts";
import type { GradeReply, GradeRequest } from "./grade-messages.ts";
import { loadAnswers, loadPipeline } from "./load-pipeline.ts";

process.on("message", ({ exercise, shown, path }: GradeRequest) => {
  process.send?.(grade(exercise, shown, path), () => process.exit(0));
});

function grade(name: string, shown: string, path: string): GradeReply {
  try {
    const rung = RUNGS.find((one) => one.name === name);
    if (rung === undefined) throw new Error(`There is no exercise ${name}.`);
    const [bundle, file] = [bundleModule(shown, path), `${shown}.bundle.cjs`];
    const report = isPrediction(rung)
      ? reportOnPrediction(rung, loadAnswers(bundle, file))
      : reportOn(rung, loadPipeline(bundle, file));
    return { kind: "report", report };
  } catch (thrown) {
    return { kind: "error", message: messageOf(thrown) };
  }
}
