/** Turns a learner's bundled module into a pipeline, with memory of its own in each process of the simulated cluster. */
import type { Pipeline } from "../../exercises/course/exercise.ts";
import type { Answers } from "../../exercises/course/prediction.ts";
import { evaluateModule } from "../../visualizer/library/evaluate-job.ts";
import type { Bundle } from "../user-module/bundle.ts";
import { PACKAGES, scriptOf } from "../user-module/load.ts";

/** The answers that a module of predictions exports by default. Throws what the module throws, and where there are none. */
export function loadAnswers(bundle: Pick<Bundle, "code">, file: string): Answers {
  const { default: answers } = evaluateModule(scriptOf(bundle, file), PACKAGES);
  if (typeof answers !== "object" || answers === null)
    throw new Error("Your file has no answers that it exports by default: begin it with `export default {`.");
  for (const [name, answer] of Object.entries(answers as Readonly<Record<string, unknown>>))
    if (answer !== undefined && typeof answer !== "number")
      throw new Error(`The answer ${name} has to be a number, not ${JSON.stringify(answer)}.`);
  return answers as Answers;
}

/**
 * The module's default export. Each call runs the module anew, as each process of a cluster loads it anew: what it keeps
 * in variables of its own is never seen by another process, nor after a crash.
 *
 * Throws what the module throws, and where it exports no function.
 */
export function loadPipeline(bundle: Pick<Bundle, "code">, file: string): Pipeline {
  const script = scriptOf(bundle, file);
  const exported = () => {
    const { default: pipeline } = evaluateModule(script, PACKAGES);
    if (typeof pipeline !== "function")
      throw new Error("Your file has no function that it exports by default: begin it with `export default function`.");
    // Which records it takes and what it gives is for the exercise to say.
    return pipeline as Pipeline;
  };
  exported();
  return (...inputs) => exported()(...inputs);
}
