/** Makes a program of a job of the library, in a worker. */
import { type JobProgram, programOf } from "../../src/api/program.ts";
import { evaluateJob, type ModuleScript, type Packages } from "./evaluate-job.ts";
import { type LibraryJob, scriptNameOf } from "./library.ts";

/**
 * The policy of the page has to allow the worker code from text (`unsafe-eval`), and should allow it no connection.
 *
 * @param packages what `tidemark` and `tidemark/sim` are for the job: the namespaces that the simulation itself runs on
 * @throws Error one sentence
 */
export function loadJob({ module, code }: LibraryJob, packages: Packages): JobProgram {
  let exported: ReturnType<typeof evaluateJob>;
  try {
    // What `new Function` gives takes these three, as every CommonJS module does.
    const script = new Function("module", "exports", "require", named(module, code)) as ModuleScript;
    exported = evaluateJob(script, packages);
  } catch (thrown) {
    throw new Error(`Loading the job ${module} failed: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
  if (exported === null)
    throw new Error(
      `The job ${module} has no default export that is a function (env, args) => … or the result of defineJob.`,
    );
  return programOf(exported);
}

/** The code with the name that stacks and debuggers call it by. */
function named(module: string, code: string): string {
  return `${code}\n//# sourceURL=${scriptNameOf(module)}`;
}
