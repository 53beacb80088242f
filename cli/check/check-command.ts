/** `tidemark check`. */
import { availableParallelism } from "node:os";
import { parseFault } from "../../sim/faults/fault-text.ts";
import { checkServices } from "../../sim/faults/known-services.ts";
import { checkProgram } from "../check-program.ts";
import { loadInputs } from "../inputs.ts";
import { isModulePath } from "../job-of.ts";
import { LiveLine } from "../live-line.ts";
import { type ProgressForm, progressForm } from "../progress.ts";
import { chooseScenario } from "../scenario-of.ts";
import { orUserError } from "../user-error.ts";
import { bundleModule } from "../user-module/bundle.ts";
import type { CampaignJob, CampaignTask } from "./campaign-messages.ts";
import { CampaignSummary } from "./campaign-summary.ts";
import { campaignProgram, runInThreads } from "./campaign-threads.ts";
import { CAMPAIGN_EVERY_MS, campaignLine } from "./check-progress.ts";
import { checkJson, checkReport } from "./check-report.ts";
import { checkSwarm } from "./check-swarm.ts";
import { saveFailures } from "./save-failures.ts";

/** Options of `tidemark check`. */
export interface CheckOptions {
  readonly runs?: number;
  readonly seconds?: number;
  readonly seed: number;
  readonly swarm: string;
  /** `2/5`: the second of five equal parts of the campaign. */
  readonly shard?: { readonly index: number; readonly of: number };
  readonly workers?: number;
  readonly scenario?: string;
  readonly src?: string;
  readonly save?: string;
  /** Real seconds after which a run that stands still is given up. */
  readonly patience: number;
  readonly allowVacuous?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

const RUNS = 1000;
const NO_END = Number.MAX_SAFE_INTEGER;

/** Gives the exit code: 0 nothing failed, 1 something did or nothing was tested. Throws `UserError`. */
export async function checkCommand(asked: string | undefined, options: CheckOptions): Promise<number> {
  checkSwarm(options.swarm);
  const job = asked === undefined && options.scenario === undefined ? null : chosenJob(asked, options.scenario);
  const shard = options.shard ?? { index: 1, of: 1 };
  const runs = options.runs ?? (options.seconds === undefined ? RUNS : NO_END);
  const task: CampaignTask = {
    job,
    seed: options.seed,
    swarm: options.swarm,
    first: shard.index,
    last: runs,
    step: shard.of,
    mostShrinkRuns: null,
    only: null,
  };
  const summary = new CampaignSummary();
  const ending = new Ending(options.seconds);
  const terminals = { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true };
  const form: ProgressForm = progressForm(options, process.env, terminals);
  const startedAt = performance.now();
  const progress = new LiveLine(form, CAMPAIGN_EVERY_MS, (text) => process.stderr.write(text), startedAt);
  try {
    await runInThreads({
      program: await campaignProgram(options.src),
      workers: Math.max(1, Math.min(options.workers ?? availableParallelism(), Math.ceil(runs / shard.of))),
      task,
      ended: ending.ended,
      patienceMs: options.patience * 1000,
      onRun(run) {
        summary.add(run);
        const now = performance.now();
        progress.show(() => campaignLine(summary, (now - startedAt) / 1000), now);
      },
    });
  } finally {
    ending.settle();
    progress.clear();
  }
  const wallMs = performance.now() - startedAt;
  const saved = saveFailures(options.save, summary);
  const context = { job: job?.module ?? null, options, wallMs, isInterrupted: ending.isInterrupted, saved };
  if (options.json === true) process.stdout.write(`${JSON.stringify(checkJson(summary, context))}\n`);
  else if (options.quiet !== true) process.stdout.write(checkReport(summary, context));
  const isVacuous = options.allowVacuous !== true && !ending.isInterrupted && summary.vacuous !== null;
  return summary.passed && !isVacuous ? 0 : 1;
}

/** The job as the threads are told of it: they load it themselves. */
function chosenJob(asked: string | undefined, scenario: string | undefined): CampaignJob {
  const chosen = chooseScenario(asked, scenario === undefined ? {} : { scenario });
  checkProgram(chosen.resolved, chosen.scenario);
  // Its own faults are left out of a campaign, but a file that names what there is not is not the one that was meant.
  orUserError(() => checkServices((chosen.scenario.faults ?? []).map(parseFault), []));
  const { inputs } = loadInputs(chosen.scenario, chosen.folder, "fail");
  const { module, path } = chosen.resolved;
  const bundle = isModulePath(module) && path !== null ? bundleModule(module, path) : null;
  return { module, bundle, base: chosen.scenario, inputs };
}

/** What ends a campaign early: its time, or a signal. */
class Ending {
  readonly ended: Promise<void>;
  isInterrupted = false;
  #timer: NodeJS.Timeout | null = null;
  #interrupt: () => void = () => {};

  constructor(seconds: number | undefined) {
    this.ended = new Promise((resolve) => {
      if (seconds !== undefined) this.#timer = setTimeout(resolve, seconds * 1000);
      this.#interrupt = () => {
        this.isInterrupted = true;
        resolve();
      };
    });
    process.once("SIGINT", this.#interrupt);
    process.once("SIGTERM", this.#interrupt);
  }

  settle(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    process.off("SIGINT", this.#interrupt);
    process.off("SIGTERM", this.#interrupt);
  }
}
