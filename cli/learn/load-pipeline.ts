/** Turns a learner's bundled module into a pipeline, with memory of its own in each process of the simulated cluster. */
import { compileFunction } from "node:vm";
import type { Pipeline } from "../../exercises/course/exercise.ts";
import type { Answers } from "../../exercises/course/prediction.ts";
import * as sim from "../../sim/index.ts";
import * as tidemark from "../../src/index.ts";
import { evaluateModule, type ModuleScript } from "../../visualizer/library/evaluate-job.ts";
import type { Bundle } from "../user-module/bundle.ts";

const PACKAGES: Readonly<Record<string, unknown>> = { tidemark, "tidemark/sim": sim };

/** The answers that a module of predictions exports by default. Throws what the module throws, and where there are none. */
export function loadAnswers({ code }: Pick<Bundle, "code">, file: string): Answers {
  const { default: answers } = evaluateModule(scriptOf(code, file), PACKAGES);
  if (typeof answers !== "object" || answers === null)
    throw new Error("Your file has no answers that it exports by default: begin it with `export default {`.");
  for (const [name, answer] of Object.entries(answers as Readonly<Record<string, unknown>>))
    if (answer !== undefined && typeof answer !== "number")
      throw new Error(`The answer ${name} has to be a number, not ${JSON.stringify(answer)}.`);
  return answers as Answers;
}

function scriptOf(code: string, file: string): ModuleScript {
  // What `compileFunction` gives takes the three parameters that it was told of.
  return compileFunction(code, ["module", "exports", "require"], { filename: file }) as ModuleScript;
}

/**
 * The module's default export. Each call runs the module anew, as each process of a cluster loads it anew: what it keeps
 * in variables of its own is never seen by another process, nor after a crash.
 *
 * Throws what the module throws, and where it exports no function.
 */
export function loadPipeline({ code }: Pick<Bundle, "code">, file: string): Pipeline {
  const script = scriptOf(code, file);
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
