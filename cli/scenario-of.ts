/** Puts the scenario of a run together: the job's own or a file's, changed by the options of the command line. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { JOBS } from "../exercises/jobs/index.ts";
import { SCENARIOS } from "../exercises/scenarios/index.ts";
import type { Scenario, ScenarioInput } from "../sim/scenario.ts";
import { readScenario } from "../sim/scenario-file.ts";
import { nearestName } from "../src/config/nearest-name.ts";
import { builtInJob, checkHash, isModulePath, moduleJob, type ResolvedJob } from "./job-of.ts";
import { fileReason, UserError } from "./user-error.ts";

/** Options of `tidemark run` that change the scenario. */
export interface ScenarioOptions {
  readonly scenario?: string;
  readonly input?: string;
  readonly arg?: readonly string[];
  readonly seed?: number;
  readonly parallelism?: number;
  readonly taskManagers?: number;
  readonly checkpointInterval?: number;
  readonly define?: readonly string[];
  readonly fault?: readonly string[];
}

/** What is to be run. */
export interface ChosenScenario {
  /** Name of the job. */
  readonly job: string;
  /** What the run is called: the scenario's name where a scenario was asked for, else the job's. */
  readonly title: string;
  readonly resolved: ResolvedJob;
  readonly scenario: Scenario;
  /** The scenario before the options of the command line. */
  readonly base: Scenario;
  /** What `tidemark ui --scenario` has to be given to show it; null if the page has it anyway. */
  readonly served: string | null;
  /** What the scenario's files are relative to. */
  readonly folder: string;
}

const MAX_FILE_BYTES = 64 * 1024 * 1024;

/**
 * @param asked name of a job or a scenario, or path of a module or a scenario's file, relative to where the user is
 * @throws UserError one sentence
 */
export function chooseScenario(asked: string | undefined, options: ScenarioOptions): ChosenScenario {
  if (asked?.endsWith(".json") === true) {
    if (options.scenario !== undefined)
      throw new UserError(`${asked} is a scenario already; leave out --scenario, or name a job that runs in it.`);
    return chooseScenario(undefined, { ...options, scenario: asked });
  }
  const isScenario = asked !== undefined && Object.hasOwn(SCENARIOS, asked) && !Object.hasOwn(JOBS, asked);
  if (isScenario && options.scenario !== undefined)
    throw new UserError(`${asked} is a scenario already; leave out --scenario, or name a job that runs in it.`);
  const own = isScenario
    ? builtInScenario(asked)
    : options.scenario === undefined
      ? null
      : foundScenario(options.scenario);
  const home = own?.folder ?? process.cwd();
  const job = isScenario ? undefined : asked;
  const resolved = resolveJob(job, own?.scenario.programs[0].module, home);
  const base = own?.scenario ?? resolved.scenario;
  if (job === undefined) checkHash(resolved, own?.scenario.programs[0].sha256);
  const scenario = changed(base, resolved, options);
  const folder = options.input !== undefined ? process.cwd() : home;
  const title = own?.scenario.name ?? resolved.module;
  const named = isScenario ? asked : options.scenario;
  const isBuiltIn = named === undefined ? resolved.sha256 === null : Object.hasOwn(SCENARIOS, named);
  const served = isBuiltIn ? null : (named ?? asked ?? null);
  return { job: resolved.module, title, resolved, scenario, base, served, folder };
}

/** The scenario with what the options of the command line want otherwise. */
function changed(base: Scenario, resolved: ResolvedJob, options: ScenarioOptions): Scenario {
  const name = resolved.module;
  const args = { ...base.programs[0].args, ...pairs("--arg", options.arg ?? []) };
  checkArguments(name, args, resolved.args);
  const wanted = {
    ...base,
    seed: options.seed ?? base.seed,
    programs: [{ module: name, args, ...(resolved.sha256 === null ? {} : { sha256: resolved.sha256 }) }],
    inputs: inputsOf(base, options.input),
    cluster: { ...base.cluster, taskManagers: options.taskManagers ?? base.cluster.taskManagers },
    configuration: {
      ...base.configuration,
      ...(options.parallelism === undefined ? {} : { "parallelism.default": options.parallelism }),
      ...(options.checkpointInterval === undefined
        ? {}
        : { "execution.checkpointing.interval": options.checkpointInterval }),
      ...pairs("-D", options.define ?? []),
    },
    faults: options.fault === undefined ? (base.faults ?? []) : options.fault.filter((spec) => spec !== "none"),
  };
  const reading = readScenario(wanted);
  if (reading.ok) return reading.scenario;
  throw new UserError(reading.problems[0].replace(/^scenario\.(?:configuration|faults\[\d+\]): /, ""));
}

interface FoundScenario {
  readonly scenario: Scenario;
  readonly folder: string;
}

function builtInScenario(name: string): FoundScenario {
  return { scenario: SCENARIOS[name], folder: process.cwd() };
}

/** `--scenario`: a file, or the name of a built-in scenario. */
function foundScenario(named: string): FoundScenario {
  if (Object.hasOwn(SCENARIOS, named) && !existsSync(named)) return builtInScenario(named);
  if (!/[\\/.]/.test(named) && !existsSync(named))
    throw new UserError(`There is no scenario ${named}, and no such file${suggestion(named, Object.keys(SCENARIOS))}`);
  return { scenario: readScenarioFile(named), folder: dirname(resolve(named)) };
}

/** The job of the command line, which is relative to where the user is, else that of the scenario. */
export function resolveJob(asked: string | undefined, named: string | undefined, home: string): ResolvedJob {
  const name = asked ?? named;
  const known = [...Object.keys(JOBS), ...Object.keys(SCENARIOS)];
  if (name === undefined)
    throw new UserError(
      `Say which job or scenario to run: ${known.slice(0, 8).join(", ")} … (a good first one is watermark).`,
    );
  const job = builtInJob(name);
  if (job !== null) return job;
  if (isModulePath(name)) return moduleJob(name, asked === undefined ? home : process.cwd(), home);
  if (asked === undefined)
    throw new UserError(
      `The scenario wants the job ${name}, which does not exist${suggestion(name, Object.keys(JOBS))}`,
    );
  const nearest = suggestion(name, known);
  throw new UserError(
    `There is no job or scenario ${name}${nearest.startsWith("; there is") ? "; see: tidemark jobs, tidemark scenarios." : nearest}`,
  );
}

function checkArguments(job: string, args: object, known: ResolvedJob["args"]): void {
  if (known === null) return;
  for (const arg of Object.keys(args)) {
    if (Object.hasOwn(known, arg)) continue;
    throw new UserError(`The job ${job} has no argument ${arg}${suggestion(arg, Object.keys(known))}`);
  }
}

/** The end of a sentence about a name that does not exist. */
function suggestion(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest !== null
    ? `; did you mean ${nearest}?`
    : known.length > 0
      ? `; there is ${known.join(", ")}.`
      : "; it has none.";
}

function pairs(option: string, texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const at = text.indexOf("=");
      if (at < 1) throw new UserError(`${option} needs key=value, not "${text}".`);
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

/** `--input` takes the place of the one file that the scenario reads. */
function inputsOf(base: Scenario, file: string | undefined): Readonly<Record<string, ScenarioInput>> {
  const inputs = base.inputs ?? {};
  if (file === undefined) return inputs;
  const name = Object.keys(inputs).find((key) => "file" in inputs[key]);
  if (name === undefined) throw new UserError("This job reads no file, so --input has no use.");
  return { ...inputs, [name]: { ...(inputs[name] as { format: string }), file } };
}

function readScenarioFile(path: string): Scenario {
  const reading = readScenario(parsedFile(path));
  if (reading.ok) return reading.scenario;
  const more = reading.problems.length - 1;
  throw new UserError(
    `${path}: ${reading.problems[0]}${more > 0 ? ` (and ${more} more problem${more > 1 ? "s" : ""})` : ""}`,
  );
}

function parsedFile(path: string): unknown {
  let content: string;
  try {
    const bytes = statSync(path).size;
    if (bytes > MAX_FILE_BYTES) throw new Error(`it has ${Math.round(bytes / 1e6)} MB, more than a scenario may have`);
    content = readFileSync(path, "utf8");
  } catch (thrown) {
    throw new UserError(`The scenario ${path} cannot be read: ${fileReason(thrown)}.`);
  }
  try {
    return JSON.parse(content);
  } catch {
    throw new UserError(`The scenario ${path} is no JSON; perhaps it was cut off.`);
  }
}
