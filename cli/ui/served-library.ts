/** Puts a scenario of the user's, or a built-in one that reads files, into the library that the page is served. */
import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { JOBS } from "../../exercises/jobs/index.ts";
import type { Scenario } from "../../sim/scenario.ts";
import type { Library, LibraryJob } from "../../visualizer/library/library.ts";
import { checkProgram } from "../check-program.ts";
import { loadInputs } from "../inputs.ts";
import { isModulePath } from "../job-of.ts";
import { recordsOf } from "../records-of.ts";
import { type ChosenScenario, chooseScenario } from "../scenario-of.ts";
import { count } from "../text.ts";
import { UserError } from "../user-error.ts";
import { bundleModule } from "../user-module/bundle.ts";
import { builtInBundle, libraryJob } from "./library.ts";

/** Records of a scenario at the most: the page keeps every event of each of them. */
export const MOST_RECORDS = 20_000;

/** A library and the scenario in it that is to be shown. */
export interface Chosen {
  readonly library: Library;
  readonly name: string;
}

/**
 * @param named file of a scenario, job module, or name of a built-in scenario or job
 * @throws UserError one sentence
 */
export function withScenario(library: Library, named: string): Chosen {
  if (library.scenarios.some(({ name }) => name === named) && !existsSync(named)) return { library, name: named };
  const chosen = choose(named);
  checkProgram(chosen.resolved, chosen.scenario);
  const name = nameInPage(chosen.scenario, named);
  const scenario = { ...withRecords(chosen), name };
  const job = bundleOf(chosen);
  return {
    name,
    library: {
      ...library,
      scenarios: [
        { name, purpose: scenario.purpose ?? "", scenario },
        ...library.scenarios.filter((other) => other.name !== name),
      ],
      jobs: [job, ...library.jobs.filter(({ module }) => module !== job.module)],
    },
  };
}

/** What the page calls a scenario that came out of a file. */
export function nameInPage({ name }: Scenario, file: string): string {
  return name ?? basename(file).replace(/(\.scenario)?\.json$/, "");
}

/** A job is shown in the scenario that it has of its own: a built-in one that reads files, or a module of the user's. */
function choose(named: string): ChosenScenario {
  const isModule = isModulePath(named) && !named.endsWith(".json");
  const isJob = isModule || (Object.hasOwn(JOBS, named) && !existsSync(named));
  return isJob ? chooseScenario(named, {}) : chooseScenario(undefined, { scenario: named });
}

/** With the records of its files in it. */
function withRecords({ scenario, folder }: ChosenScenario): Scenario {
  const { inputs } = loadInputs(scenario, folder, "fail");
  const total = recordsOf(scenario, inputs);
  if (total > MOST_RECORDS)
    throw new UserError(
      `The page takes scenarios of up to ${count(MOST_RECORDS, "record")}, and this one has ` +
        `${count(total, "record")}; run it with: tidemark run`,
    );
  const read = Object.entries(inputs).map(([name, records]) => [name, { records }] as const);
  return { ...scenario, inputs: { ...scenario.inputs, ...Object.fromEntries(read) } };
}

function bundleOf({ resolved, folder }: ChosenScenario): LibraryJob {
  const { module } = resolved;
  if (resolved.sha256 === null) return builtInBundle(module);
  return libraryJob(module, bundleModule(module, resolve(folder, module)));
}
