/** `tidemark run`. */
import { DIGEST_ALGORITHM } from "../sim/trace/digest.ts";
import { traceLines } from "../sim/trace/jsonl.ts";
import { createVerifiedSimulation, type VerifiedRun } from "../sim/verify.ts";
import { buildJobGraph } from "../src/cluster/program-graph.ts";
import { Configuration } from "../src/config/configuration.ts";
import type { TraceLevel } from "../src/trace/kinds.ts";
import { type BadRecordPolicy, loadInputs, type SkippedLine } from "./inputs.ts";
import { jsonReport } from "./json-report.ts";
import { Progress } from "./progress.ts";
import { headline, humanReport } from "./report.ts";
import { type ChosenScenario, chooseScenario, type ScenarioOptions } from "./scenario-of.ts";
import { RunStory } from "./story.ts";
import { paintFor, shorten } from "./text.ts";
import { orUserError } from "./user-error.ts";
import { writeLines } from "./write-file.ts";

export interface RunOptions extends ScenarioOptions {
  readonly trace?: string;
  readonly traceLevel: TraceLevel;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly onBadRecord: BadRecordPolicy;
}

/** Virtual time between two looks at the progress, µs. */
const STEP_MICROS = 1_000_000;
const SHOWN_SKIPPED = 3;

/** Runs and reports; gives the exit code: 0 all held, 1 not. Throws `UserError`. */
export function runCommand(jobArgument: string | undefined, options: RunOptions): number {
  const chosen = chooseScenario(jobArgument, options);
  const { job, resolved, scenario, folder } = chosen;
  const programs = { [job]: resolved.program };
  checkProgram(chosen);
  const { inputs, skipped } = loadInputs(scenario, folder, options.onBadRecord);
  reportSkipped(skipped);
  const story = new RunStory();
  const total = Object.values(inputs).reduce((sum, records) => sum + records.length, 0);
  const progress = new Progress(options.quiet !== true && options.json !== true && !process.env.CI, total);
  const startedAt = performance.now();
  const store = options.trace === undefined ? -1 : options.traceLevel;
  const verified = createVerifiedSimulation(scenario, { programs, inputs }, { store, observers: [story] });
  const { simulation } = verified;
  for (let until = STEP_MICROS; simulation.advance({ untilMicros: until }); until += STEP_MICROS)
    progress.show(until / 1000, story);
  const run = verified.result();
  const wallMs = performance.now() - startedAt;
  progress.clear();
  if (options.trace !== undefined) writeTraceFile(options.trace, run, options.traceLevel);
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(jsonReport(job, run, wallMs))}\n`);
    if (run.status !== "FINISHED") process.stderr.write(`tidemark: ${headline(run, story, resolved)}\n`);
  } else if (options.quiet !== true) {
    const paint = paintFor(process.stdout.isTTY === true, process.env);
    const context = { job, unit: resolved.unit, wallMs, paint, skipped: skipped.length, next: nextCommands(job, run) };
    process.stdout.write(humanReport(run, story, context));
  }
  return run.exactlyOnce ? 0 : 1;
}

/** Builds the job once before the run, so that what it refuses (an argument, a graph without sink) is one sentence. */
function checkProgram({ resolved, scenario }: ChosenScenario): void {
  const [program] = scenario.programs;
  const reference = {
    module: program.module,
    args: Object.entries(program.args ?? {}),
    configuration: Object.entries(scenario.configuration ?? {}),
    jobIndex: 0,
  };
  orUserError(() => buildJobGraph(() => resolved.program, reference, new Configuration()));
}

function reportSkipped(skipped: readonly SkippedLine[]): void {
  for (const { file, line, reason } of skipped.slice(0, SHOWN_SKIPPED))
    process.stderr.write(`${shorten(`skipped ${file}:${line}: ${reason}`, 200)}\n`);
  if (skipped.length > 0) process.stderr.write(`${skipped.length} bad line${skipped.length > 1 ? "s" : ""} skipped\n`);
}

function writeTraceFile(path: string, run: VerifiedRun, level: TraceLevel): void {
  const header = { scenario: run.scenario, digest: run.digest, digestAlgorithm: DIGEST_ALGORITHM, level };
  writeLines(path, traceLines(header, run.trace));
}

function nextCommands(job: string, run: VerifiedRun): string[] {
  const { seed, faults } = run.scenario;
  const fault = (faults ?? []).length > 0 ? "--fault none" : "--fault crash:tm=A@30s";
  return [
    `npx tidemark run ${job} --seed ${seed + 6}`,
    `npx tidemark run ${job} ${fault}`,
    `npx tidemark run ${job} --trace run.jsonl --json`,
  ];
}
