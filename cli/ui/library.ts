/** Makes the library of the page out of the built-in scenarios and jobs. */
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { JOBS } from "../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import type { Scenario } from "../../sim/scenario.ts";
import type { Library, LibraryJob } from "../../visualizer/library/library.ts";
import { packageVersion } from "../root.ts";
import { type Bundle, bundleModule } from "../user-module/bundle.ts";

const HERE = fileURLToPath(import.meta.url);

/** The scenarios for reading, then those of the jobs that none of them is. Those that read files are left out. */
export function builtInLibrary(): Library {
  const scenarios = pageScenarios().map(([name, scenario]) => ({ name, purpose: scenario.purpose ?? "", scenario }));
  const modules = new Set(scenarios.map(({ scenario }) => scenario.programs[0].module));
  return { engine: packageVersion(), scenarios, jobs: [...modules].map(builtInBundle) };
}

/** The built-in scenarios that the page has, by name. */
export function pageScenarios(): (readonly [string, Scenario])[] {
  const named = new Map<string, Scenario>(Object.entries(SCENARIOS));
  for (const { scenario } of Object.values(JOBS)) if (scenario.name !== undefined) named.set(scenario.name, scenario);
  return [...named].filter(([, scenario]) => !readsFiles(scenario));
}

/** Does the scenario need records that are not in it? */
export function readsFiles(scenario: Scenario): boolean {
  return Object.values(scenario.inputs ?? {}).some((input) => "file" in input);
}

/** Every built-in job has a module of its name, with the program as its default export. */
export function builtInBundle(module: string): LibraryJob {
  // Sources beside sources, built files beside built files.
  const path = join(HERE, "../../../exercises/jobs", `${module}${extname(HERE)}`);
  return libraryJob(module, bundleModule(module, path));
}

/** A bundle as the page takes it. */
export function libraryJob(module: string, { sha256, code, sourceMap }: Bundle): LibraryJob {
  // Made by the bundler, which gives both.
  const { sources, mappings } = JSON.parse(sourceMap) as { readonly sources: string[]; readonly mappings: string };
  return { module, sha256, code, sources: { files: sources, mappings } };
}
