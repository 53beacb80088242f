/** Writes a failing run so that it can be opened, run and replayed like any other: a scenario and its job. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { scenarioOf } from "../../exercises/course/cluster-run.ts";
import type { Moment } from "../../exercises/course/moment.ts";
import { formatMs } from "../../sim/faults/time-text.ts";
import { addressOfRun } from "../../sim/link/run-link-text.ts";
import { START_EPOCH_MS } from "../../sim/simulation.ts";

/** Where the moments of a learner lie, in the folder of the exercises. */
const FOLDER = ".moments";
const MICROS_PER_MS = 1000;

/** A moment that can be opened. */
export interface WrittenMoment {
  /** Of the scenario, as the user calls it. */
  readonly file: string;
  /** Opens the moment. */
  readonly command: string;
  /** Of the moment in the page, while `tidemark ui --scenario FILE` runs. */
  readonly address: string | null;
}

/**
 * @param folder of the exercises
 * @param exercise its name is that of the files
 * @param learners file of the learner, absolute
 */
export function writeMoment(folder: string, exercise: string, learners: string, moment: Moment): WrittenMoment {
  const into = join(folder, FOLDER);
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, `${exercise}.job.js`), jobText(learners, moment));
  const file = join(into, `${exercise}.scenario.json`);
  const { job, schedule, parallelism } = moment;
  const scenario = {
    ...scenarioOf({ id: job.id, parallelism }, schedule),
    name: exercise,
    purpose: `The case ${job.id} of the exercise ${exercise}, as your program runs it.`,
    programs: [{ module: `./${exercise}.job.js` }],
  };
  writeFileSync(file, `${JSON.stringify(scenario, null, 2)}\n`);
  const micros = moment.atMs * MICROS_PER_MS;
  const shown = relative(process.cwd(), file);
  return {
    file: shown,
    command: `tidemark ui --scenario ${shown} --at ${formatMs(moment.atMs)}`,
    address: addressOfRun(scenario, scenario, { micros }),
  };
}

/** One module with the learner's program, the sources of the case and its sinks; `tidemark` stays outside. */
function jobText(learners: string, { job, schedule }: Moment): string {
  const ending = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const caseJob = fileURLToPath(new URL(`../../exercises/course/case-job.${ending}`, import.meta.url));
  const entry = `import pipeline from ${JSON.stringify(learners)};
import { programOf } from ${JSON.stringify(caseJob)};
export default programOf(${JSON.stringify(job)}, ${JSON.stringify({ arrivals: schedule.arrivals })}, pipeline, ${START_EPOCH_MS});
`;
  const { outputFiles } = buildSync({
    stdin: { contents: entry, resolveDir: fileURLToPath(new URL(".", import.meta.url)), loader: "js" },
    bundle: true,
    format: "esm",
    platform: "neutral",
    external: ["tidemark", "tidemark/*"],
    keepNames: true,
    tsconfigRaw: {},
    write: false,
    logLevel: "silent",
  });
  return outputFiles[0].text;
}
