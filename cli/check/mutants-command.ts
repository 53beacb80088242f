/** `tidemark mutants`: bugs that Flink once had, planted into a copy of the runtime; the campaign has to find each. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PACKAGE_ROOT } from "../root.ts";
import { UserError } from "../user-error.ts";
import type { FromWorker, ReportedFailure } from "./campaign-messages.ts";
import { campaignProgram, runInThreads, type WorkerProgram } from "./campaign-threads.ts";
import { checkSwarm } from "./check-swarm.ts";
import { type Mutant, plantedCopy, RUNTIME_SOURCE, readMutant } from "./mutant.ts";

/** Options of `tidemark mutants`. */
export interface MutantsOptions {
  readonly id?: string;
  /** Without the schedule that is written down for it. */
  readonly blind?: boolean;
  readonly seeds: number;
  readonly workers: number;
  readonly swarm: string;
  readonly json?: boolean;
}

/** What became of a mutant. */
export interface MutantVerdict {
  readonly id: string;
  readonly killed: boolean;
  /** The property that failed first; null if none did. */
  readonly property: string | null;
  /** Scenarios until then, or all that were run. */
  readonly seeds: number;
  readonly shrunkFaults: readonly string[];
}

const FOLDER = join(PACKAGE_ROOT, "test", "mutants");

/** Gives the exit code: 0 every mutant was killed. Throws `UserError`. */
export async function mutantsCommand(options: MutantsOptions): Promise<number> {
  checkSwarm(options.swarm);
  const verdicts: MutantVerdict[] = [];
  for (const mutant of chosen(options.id)) {
    const verdict = await hunt(mutant, options);
    verdicts.push(verdict);
    if (options.json !== true) process.stdout.write(`${line(mutant, verdict)}\n`);
  }
  if (options.json === true) process.stdout.write(`${JSON.stringify({ mutants: verdicts })}\n`);
  else process.stdout.write(`${summary(verdicts)}\n`);
  return verdicts.every(({ killed }) => killed) ? 0 : 1;
}

function chosen(id: string | undefined): Mutant[] {
  if (!existsSync(FOLDER) || !existsSync(RUNTIME_SOURCE))
    throw new UserError("The mutants belong to the sources of tidemark: run this in a clone of its repository.");
  const all = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => readMutant(join(FOLDER, name)));
  if (id === undefined) return all;
  const found = all.filter((mutant) => mutant.id === id);
  if (found.length === 0)
    throw new UserError(`There is no mutant ${id}; there are ${all.map((mutant) => mutant.id).join(", ")}.`);
  return found;
}

/** Plants, bundles, runs scenario after scenario until one fails. */
async function hunt(mutant: Mutant, options: MutantsOptions): Promise<MutantVerdict> {
  const folder = mkdtempSync(join(tmpdir(), "tidemark-mutant-"));
  try {
    plantedCopy(mutant, folder);
    return await searched(mutant, await campaignProgram(folder), options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function searched(
  mutant: Mutant,
  program: WorkerProgram,
  { blind, seeds, workers, swarm }: MutantsOptions,
): Promise<MutantVerdict> {
  const directed = blind !== true && mutant.schedule !== null;
  const threads = directed ? 1 : workers;
  /** By thread: the last scenario that it has run. */
  const reached = new Array<number>(threads).fill(0);
  let runs = 0;
  let first: ReportedFailure | null = null;
  let end: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  await runInThreads({
    program,
    workers: threads,
    task: {
      job: null,
      seed: 1,
      swarm,
      first: 1,
      last: directed ? 1 : seeds,
      step: 1,
      mostShrinkRuns: null,
      only: directed ? mutant.schedule : null,
    },
    ended,
    onRun(run: Extract<FromWorker, { kind: "run" }>) {
      runs++;
      reached[(run.number - 1) % threads] = run.number;
      const [failure] = run.failures;
      if (failure !== undefined && (first === null || failure.number < first.number)) first = failure;
      // Threads go at their own pace: the first failure is known when all have come so far.
      if (first !== null && Math.min(...reached) >= first.number - threads) end();
    },
  });
  // The callback has set it, which the compiler does not see.
  const found = first as ReportedFailure | null;
  return {
    id: mutant.id,
    killed: found !== null,
    property: found?.property ?? null,
    seeds: found?.number ?? runs,
    shrunkFaults: found?.scenario.faults ?? [],
  };
}

function line({ id, ticket, title }: Mutant, { killed, property, seeds, shrunkFaults }: MutantVerdict): string {
  const name = `${id.padEnd(5)} ${(ticket ?? "").padEnd(12)}`;
  if (!killed) return `${name} NOT KILLED in ${seeds} scenarios: ${title}`;
  return `${name} killed by ${(property ?? "").padEnd(12)} in scenario ${String(seeds).padEnd(4)} with ${shrunkFaults.join(" ") || "no fault"}`;
}

function summary(verdicts: readonly MutantVerdict[]): string {
  const killed = verdicts.filter((verdict) => verdict.killed);
  const seeds = killed.map((verdict) => verdict.seeds).sort((a, b) => a - b);
  const median = seeds.length === 0 ? "" : `, median ${seeds[Math.floor((seeds.length - 1) / 2)]} scenarios`;
  return `${killed.length} of ${verdicts.length} killed${median}`;
}
