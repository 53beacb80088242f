/** `tidemark replay`: runs the scenario of a saved trace again and says whether it is the same run. */
import { dirname, resolve } from "node:path";
import type { Command } from "commander";
import type { Scenario } from "../sim/scenario.ts";
import { readScenario } from "../sim/scenario-file.ts";
import { createSimulation } from "../sim/simulation.ts";
import { DIGEST_ALGORITHM } from "../sim/trace/digest.ts";
import type { TraceHeader } from "../sim/trace/jsonl.ts";
import { Comparison } from "./comparison.ts";
import { loadInputs } from "./inputs.ts";
import { Interrupted, Pauses } from "./interruption.ts";
import { checkHash } from "./job-of.ts";
import { Progress, progressForm } from "./progress.ts";
import { recordsOf } from "./records-of.ts";
import { jsonReplay, type Replay, replayReport } from "./replay-report.ts";
import { resolveJob } from "./scenario-of.ts";
import { RunStory } from "./story.ts";
import { paintFor, seconds } from "./text.ts";
import { openTrace, readThrough } from "./trace-file.ts";
import { UserError } from "./user-error.ts";

interface ReplayOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const SLICE_EVENTS = 500;

const EXAMPLES = `
Examples:
  tidemark run recovery --trace run.jsonl
  tidemark replay run.jsonl
  tidemark replay run.jsonl --json

Exit codes: 0 the same run, 1 another one, 2 wrong use.`;

/** Adds the command. */
export function addReplay(program: Command, finish: (code: number) => void): void {
  program
    .command("replay")
    .description("run a saved trace's scenario again: the same digest, or the first event that differs")
    .argument("<file>", "trace that `tidemark run --trace` wrote")
    .option("--json", "print the result as JSON")
    .option("--quiet", "print nothing; the exit code tells")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: ReplayOptions) => finish(await replayCommand(file, options)));
}

/** Gives the exit code: 0 the same run, 1 another one. Throws `UserError`. */
async function replayCommand(file: string, options: ReplayOptions): Promise<number> {
  const header = readThrough(file);
  const scenario = scenarioOf(file, header);
  const folder = dirname(resolve(file));
  const [{ module, sha256 }] = scenario.programs;
  const job = resolveJob(undefined, module, folder);
  checkHash(job, sha256);
  const { inputs } = loadInputs(scenario, folder, "skip");
  const story = new RunStory();
  const comparison = new Comparison(header, openTrace(file).events);
  const simulation = createSimulation(
    scenario,
    { programs: { [module]: job.program }, inputs },
    { level: 2, store: -1, observers: [story, comparison] },
  );
  const terminals = { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true };
  const form = progressForm(options, process.env, terminals);
  const total = recordsOf(scenario, inputs);
  const progress = new Progress(form, total, (text) => process.stderr.write(text), performance.now());
  const pauses = new Pauses();
  const { kernel, trace } = simulation;
  try {
    const difference = await pauses.during(async () => {
      while (simulation.advance({ events: SLICE_EVENTS })) {
        const found = comparison.difference();
        if (found !== null) return found;
        if (!pauses.due) continue;
        progress.show(kernel.now, story, performance.now());
        await pauses.pause();
      }
      return comparison.lastDifference();
    });
    const digest = trace.digestValue();
    const same = difference === null && digest === header.digest;
    const window = same || difference !== null ? null : comparison.window(trace.chain);
    const replay: Replay = { file, header, same, digest, difference, window, compared: comparison.same };
    progress.clear();
    if (options.json === true) process.stdout.write(`${JSON.stringify(jsonReplay(replay))}\n`);
    else if (options.quiet !== true)
      process.stdout.write(replayReport(replay, comparison.names, paintFor(terminals.stdout, process.env)));
    return same ? 0 : 1;
  } catch (thrown) {
    if (!(thrown instanceof Interrupted)) throw thrown;
    progress.clear();
    if (options.quiet !== true)
      process.stderr.write(`Stopped at ${seconds(kernel.now)} of virtual time; up to there nothing differed.\n`);
    return thrown.exitCode;
  }
}

function scenarioOf(file: string, header: TraceHeader): Scenario {
  if (header.digestAlgorithm !== DIGEST_ALGORITHM)
    throw new UserError(
      `${file} has digests of ${header.digestAlgorithm}; this program computes ${DIGEST_ALGORITHM}, so they cannot be compared.`,
    );
  const reading = readScenario(header.scenario);
  if (reading.ok) return reading.scenario;
  throw new UserError(`The scenario in ${file} cannot be run: ${reading.problems[0]}`);
}
