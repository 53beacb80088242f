/** Evaluates a bundled job module with this package in the place of `tidemark`, and gives its default export. */
import { SourceMap, type SourceMapPayload } from "node:module";
import { basename } from "node:path";
import { compileFunction } from "node:vm";
import * as sim from "../../sim/index.ts";
import type { CallPlace } from "../../src/api/call-place.ts";
import { type JobDefinition, type JobProgram, programOf } from "../../src/api/program.ts";
import * as tidemark from "../../src/index.ts";
import { evaluateJob, type ModuleScript, type Packages } from "../../visualizer/library/evaluate-job.ts";
import { messageOf, UserError } from "../user-error.ts";
import type { Bundle } from "./bundle.ts";

/** What a job module is to others. */
export interface LoadedModule {
  readonly program: JobProgram;
  readonly definition: JobDefinition | null;
  /** The place of a call in the user's sources: `jobs/my-job.ts:12`; null where it is in none. */
  readonly sourceOf: (place: CallPlace) => string | null;
}

/** What a bundle may ask for. */
export const PACKAGES: Packages = { tidemark, "tidemark/sim": sim };

/** A bundle's code as a function. @param file names it in stacks */
export function scriptOf({ code }: Pick<Bundle, "code">, file: string): ModuleScript {
  // What `compileFunction` gives takes the three parameters that it was told of.
  return compileFunction(code, ["module", "exports", "require"], { filename: file }) as ModuleScript;
}

/** @param shown what the user calls the module */
export function loadModule(shown: string, bundle: Bundle): LoadedModule {
  const file = `${basename(shown)}.bundle.cjs`;
  let exported: JobProgram | JobDefinition | null;
  try {
    exported = evaluateJob(scriptOf(bundle, file), PACKAGES);
  } catch (thrown) {
    throw new UserError(`${placeOf(shown, file, bundle, thrown)}: loading the module failed: ${messageOf(thrown)}`);
  }
  if (exported === null)
    throw new UserError(
      `The job module ${shown} has no default export that is a function (env, args) => … or the result of defineJob.`,
    );
  return {
    program: programOf(exported),
    definition: typeof exported === "function" ? null : exported,
    sourceOf: (place) => (place.file === file ? sourceOf(shown, bundle, place.line, place.column) : null),
  };
}

/** File and line in the user's sources, out of the stack; the module itself where the stack does not come by its bundle. */
function placeOf(shown: string, file: string, bundle: Bundle, thrown: unknown): string {
  return placeInStack(shown, file, bundle, thrown instanceof Error ? (thrown.stack ?? "") : "") ?? shown;
}

/**
 * The first place of a stack in the user's sources: `jobs/my-job.ts:12`; null where it comes by none of them.
 *
 * @param file what the bundle is called in stacks
 */
export function placeInStack(shown: string, file: string, bundle: Bundle, stack: string): string | null {
  const at = stack.indexOf(`${file}:`);
  const [line, column] = stack
    .slice(at + file.length + 1)
    .split(/[:)\n]/, 2)
    .map(Number);
  return at < 0 || !(line > 0) ? null : sourceOf(shown, bundle, line, column || 1);
}

/** `jobs/my-job.ts:12` for a place in the bundle; null where that was made of no source. */
function sourceOf(shown: string, bundle: Bundle, line: number, column: number): string | null {
  const entry = new SourceMap(JSON.parse(bundle.sourceMap) as SourceMapPayload).findEntry(line - 1, column - 1);
  if (!("originalSource" in entry)) return null;
  const source = basename(shown) === entry.originalSource ? shown : entry.originalSource;
  return `${source}:${entry.originalLine + 1}`;
}
