/** Evaluates a bundled job module, in Node and in a browser's worker alike. Pure but for what the module does. */
import { directGlobals } from "../../sim/globals/user-globals.ts";
import { withGlobals } from "../../sim/globals/virtual-globals.ts";
import { KeyedEntropy } from "../../sim/kernel/entropy.ts";
import { START_EPOCH_MS } from "../../sim/simulation.ts";
import type { JobDefinition, JobProgram } from "../../src/api/program.ts";

/** A script in CommonJS, as a function of what surrounds it. */
export type ModuleScript = (
  module: { exports: unknown },
  exports: unknown,
  require: (name: string) => unknown,
) => unknown;

/** Namespace objects by the names under which a job imports them. */
export type Packages = Readonly<Record<string, unknown>>;

/** What a module exports, as far as anybody is interested in it. */
export interface ModuleExports {
  readonly default?: unknown;
}

/**
 * Runs the script on virtual globals: what a module takes from `Math` or asks the clock while it is loaded is the same
 * everywhere. Gives what it exports; what the script throws is thrown.
 */
export function evaluateModule(script: ModuleScript, packages: Packages): ModuleExports {
  const module = { exports: {} as ModuleExports };
  const require = (name: string): unknown => {
    if (Object.hasOwn(packages, name)) return packages[name];
    throw new Error(`there is no ${name} in tidemark`);
  };
  const globals = directGlobals(new KeyedEntropy(0), START_EPOCH_MS);
  withGlobals(globals, () => script(module, module.exports, require));
  return module.exports;
}

/** The default export of a job module, or null if that is no job; what the script throws is thrown. */
export function evaluateJob(script: ModuleScript, packages: Packages): JobProgram | JobDefinition | null {
  const { default: exported } = evaluateModule(script, packages);
  return isProgram(exported) ? exported : null;
}

function isProgram(exported: unknown): exported is JobProgram | JobDefinition {
  if (typeof exported === "function") return true;
  return typeof exported === "object" && exported !== null && typeof (exported as JobDefinition).program === "function";
}
