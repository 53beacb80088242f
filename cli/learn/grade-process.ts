/** A process that tries one submission and ends: what it does to its memory or to its globals ends with it. */
import { EXERCISES } from "../../exercises/course/all-exercises.ts";
import { reportOn } from "../../exercises/course/report.ts";
import { messageOf } from "../user-error.ts";
import { bundleModule } from "../user-module/bundle.ts";
import type { GradeReply, GradeRequest } from "./grade-messages.ts";
import { loadPipeline } from "./load-pipeline.ts";

process.on("message", ({ exercise, shown, path }: GradeRequest) => {
  process.send?.(grade(exercise, shown, path), () => process.exit(0));
});

function grade(name: string, shown: string, path: string): GradeReply {
  try {
    const exercise = EXERCISES.find((one) => one.name === name);
    if (exercise === undefined) throw new Error(`There is no exercise ${name}.`);
    const pipeline = loadPipeline(bundleModule(shown, path), `${shown}.bundle.cjs`);
    return { kind: "report", report: reportOn(exercise, pipeline) };
  } catch (thrown) {
    return { kind: "error", message: messageOf(thrown) };
  }
}
