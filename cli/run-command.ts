/** `tidemark run`. */
import { resolve } from "node:path";
import { isNarratable, MAX_NARRATED_RECORDS, narrate } from "../sim/narrate/narrate.ts";
import type { Simulation } from "../sim/simulation.ts";
import { createVerifiedSimulation, type VerifiedRun, type VerifiedSimulation } from "../sim/verify.ts";
import { checkProgram } from "./check-program.ts";
import { headline } from "./headline.ts";
import { type BadRecordPolicy, loadInputs, type SkippedLine } from "./inputs.ts";
import { Interrupted, Pauses } from "./interruption.ts";
import { jsonReport } from "./json-report.ts";
import { nextCommands } from "./next-commands.ts";
import { perfettoLevel, writePerfettoFile } from "./perfetto-file.ts";
import { Progress, progressForm } from "./progress.ts";
import { recordsOf } from "./records-of.ts";
import { humanReport, type ReportContext, type ToldStory } from "./report.ts";
import { linkLines } from "./run-link.ts";
import { type ChosenScenario, chooseScenario, type ScenarioOptions } from "./scenario-of.ts";
import { RunStory } from "./story.ts";
import { count, paintFor, seconds, shorten, WIDTH } from "./text.ts";
import { type FileLevel, writeTraceFile } from "./trace-file.ts";
import { UserError } from "./user-error.ts";

/** Options of `tidemark run`. */
export interface RunOptions extends ScenarioOptions {
  readonly trace?: string;
  readonly traceLevel: FileLevel;
  readonly perfetto?: string;
  readonly open?: boolean;
  readonly baseUrl?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly onBadRecord: BadRecordPolicy;
}

const SHOWN_SKIPPED = 3;
/** Simulated events between two looks at the clock. */
const SLICE_EVENTS = 500;

/** Runs and reports; gives the exit code: 0 all held, 1 not, 130 and 143 after a signal. Throws `UserError`. */
export async function runCommand(asked: string | undefined, options: RunOptions): Promise<number> {
  const pauses = new Pauses();
  const story = new RunStory();
  const going: Going = { total: 0, simulation: null, progress: null };
  try {
    return await pauses.during(() => runAndReport(asked, options, pauses, story, going));
  } catch (thrown) {
    going.progress?.clear();
    if (!(thrown instanceof Interrupted)) throw thrown;
    reportInterruption(going, story, options);
    return thrown.exitCode;
  }
}

/** What there is of a run when it is interrupted. */
interface Going {
  /** Records of its input. */
  total: number;
  simulation: Simulation | null;
  progress: Progress | null;
}

async function runAndReport(
  asked: string | undefined,
  options: RunOptions,
  pauses: Pauses,
  story: RunStory,
  going: Going,
): Promise<number> {
  if (
    options.trace !== undefined &&
    options.perfetto !== undefined &&
    resolve(options.trace) === resolve(options.perfetto)
  )
    throw new UserError("--trace and --perfetto name the same file; each needs one of its own.");
  const chosen = chooseScenario(asked, options);
  checkProgram(chosen.resolved, chosen.scenario);
  const loaded = loadInputs(chosen.scenario, chosen.folder, options.onBadRecord);
  reportSkipped(loaded.skipped);
  const total = recordsOf(chosen.scenario, loaded.inputs);
  const told = total > 0 && total <= MAX_NARRATED_RECORDS && options.json !== true && options.quiet !== true;
  const store = finest(
    told ? 2 : -1,
    options.trace === undefined ? -1 : options.traceLevel,
    options.perfetto === undefined ? -1 : perfettoLevel(total),
  );
  const terminals = { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true };
  const form = progressForm(options, process.env, terminals);
  const startedAt = performance.now();
  const progress = new Progress(form, total, (text) => process.stderr.write(text), startedAt);
  const host = { programs: { [chosen.job]: chosen.resolved.program }, inputs: loaded.inputs };
  const verified = createVerifiedSimulation(chosen.scenario, host, { store, observers: [story] });
  going.total = total;
  going.simulation = verified.simulation;
  going.progress = progress;
  const run = await finished(verified, pauses, (now) => progress.show(now, story, performance.now()));
  const wallMs = performance.now() - startedAt;
  progress.clear();
  if (options.trace !== undefined) await writeTraceFile(options.trace, run, options.traceLevel, chosen.folder, pauses);
  if (options.perfetto !== undefined) {
    const notes = await writePerfettoFile(options.perfetto, run, chosen.title, total, pauses);
    if (options.quiet !== true) for (const note of notes) process.stderr.write(`${note}\n`);
  }
  report(run, story, chosen, options, {
    job: told || chosen.title === chosen.job ? chosen.job : `${chosen.title} (${chosen.job})`,
    unit: chosen.resolved.unit,
    wallMs,
    next: nextCommands(asked, options, chosen.scenario, run.exactlyOnce),
    skipped: loaded.skipped.length,
    paint: paintFor(terminals.stdout, process.env),
    story: told && isNarratable(run.trace) ? storyOf(run, chosen) : undefined,
  });
  // Beside the report: the output of --json stays one object.
  if (options.open === true || (!run.exactlyOnce && options.json !== true && options.quiet !== true))
    for (const line of linkLines({ chosen, records: total, faults: run.faults }, options.baseUrl))
      process.stderr.write(`${line}\n`);
  return run.exactlyOnce ? 0 : 1;
}

function finest(...levels: readonly FileLevel[]): FileLevel {
  return levels.reduce((finest, level) => (level > finest ? level : finest), -1);
}

/** Runs to the end, with pauses in which signals are heard. */
async function finished(
  { simulation, result }: VerifiedSimulation,
  pauses: Pauses,
  look: (virtualMicros: number) => void,
): Promise<VerifiedRun> {
  while (simulation.advance({ events: SLICE_EVENTS })) {
    if (!pauses.due) continue;
    look(simulation.kernel.now);
    await pauses.pause();
  }
  return result();
}

function report(
  run: VerifiedRun,
  story: RunStory,
  chosen: ChosenScenario,
  options: RunOptions,
  context: ReportContext,
): void {
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(jsonReport(chosen.job, run, context.wallMs))}\n`);
    if (run.status !== "FINISHED") process.stderr.write(`tidemark: ${headline(run, story, context.unit)}\n`);
  } else if (options.quiet !== true) process.stdout.write(humanReport(run, story, context));
}

/** What is known of a run that was ended. Programs get no half object, only a sentence beside. */
function reportInterruption({ total, simulation }: Going, story: RunStory, options: RunOptions): void {
  if (options.quiet === true) return;
  const failed = story.failed.length > 0 ? ` (${story.failed.length} failed)` : "";
  const text = [
    `Stopped at ${seconds(simulation?.kernel.now ?? 0)} of virtual time; nothing was verified.`,
    `Input       ${story.read.toLocaleString("en-US")} of ${count(total, "record")} read`,
    `Checkpoints ${story.completedAt.length} completed${failed}`,
    `Restarts    ${story.restarts}`,
    ...(options.trace === undefined ? [] : [`Trace       not written to ${options.trace}`]),
    ...(options.perfetto === undefined ? [] : [`Perfetto    not written to ${options.perfetto}`]),
    "",
  ].join("\n");
  (options.json === true ? process.stderr : process.stdout).write(text);
}

function storyOf(run: VerifiedRun, { title, scenario }: ChosenScenario): ToldStory {
  return {
    title: `${title}: ${scenario.purpose ?? "what happens in this run."}`,
    tell: (lines) => narrate(run.trace, { columns: WIDTH, lines }),
  };
}

function reportSkipped(skipped: readonly SkippedLine[]): void {
  for (const { file, line, reason } of skipped.slice(0, SHOWN_SKIPPED))
    process.stderr.write(`${shorten(`skipped ${file}:${line}: ${reason}`, 200)}\n`);
  if (skipped.length > 0) process.stderr.write(`${skipped.length} bad line${skipped.length > 1 ? "s" : ""} skipped\n`);
}
