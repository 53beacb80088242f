/** Runs a campaign in several threads of this machine and puts together what they tell. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { UserError } from "../user-error.ts";
import type { CampaignTask, FromWorker, ReportedRun } from "./campaign-messages.ts";
import { bundleWithSource } from "./patched-bundle.ts";

/** The worker's program: a file, or the text of an ES module. */
export type WorkerProgram = { readonly file: URL } | { readonly code: string };

/** The program of a campaign's threads. @param source a copy of `src/` in the place of the runtime; undefined: the runtime itself */
export async function campaignProgram(source?: string): Promise<WorkerProgram> {
  const name = import.meta.url.endsWith(".ts") ? "./campaign-worker.ts" : "./campaign-worker.js";
  const file = new URL(name, import.meta.url);
  return source === undefined ? { file } : { code: await bundleWithSource(fileURLToPath(file), source) };
}

/** What a campaign's threads are and do. */
export interface ThreadsOptions {
  readonly program: WorkerProgram;
  readonly workers: number;
  /** Each thread takes every so many-th scenario, from its own first. */
  readonly task: CampaignTask;
  readonly onRun: (run: ReportedRun) => void;
  /** Resolves when the campaign is to end before its last scenario. */
  readonly ended: Promise<void>;
  /** Real time without a sign of life after which a thread is given up, ms. Default two minutes. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 120_000;

/**
 * Resolves when all scenarios were run, or the campaign was ended; rejects with what broke a thread, and with a `UserError`
 * when one is stuck.
 */
export async function runInThreads(options: ThreadsOptions): Promise<void> {
  const { program } = options;
  const folder = "code" in program ? mkdtempSync(join(tmpdir(), "tidemark-campaign-")) : null;
  try {
    await runWorkers("file" in program ? program.file : scriptIn(folder ?? "", program.code), options);
  } finally {
    if (folder !== null) rmSync(folder, { recursive: true, force: true });
  }
}

function scriptIn(folder: string, code: string): URL {
  const file = join(folder, "campaign.mjs");
  writeFileSync(file, code);
  return pathToFileURL(file);
}

async function runWorkers(
  file: URL,
  { workers, task, onRun, ended, patienceMs = PATIENCE_MS }: ThreadsOptions,
): Promise<void> {
  const threads = Array.from({ length: workers }, (_, i) => {
    const workerData: CampaignTask = { ...task, first: task.first + i * task.step, step: task.step * workers };
    return new Worker(file, { workerData });
  });
  const watches: Watch[] = [];
  const ends = threads.map(
    (thread) =>
      new Promise<void>((resolve, reject) => {
        const watch = new Watch(patienceMs, reject);
        watches.push(watch);
        thread.on("message", (message: FromWorker) => {
          if (message.kind === "end") resolve();
          else watch.sign(message.kind === "alive" ? message.number : null);
          if (message.kind === "run") onRun(message);
        });
        thread.on("error", reject);
        thread.on("exit", () => resolve());
      }),
  );
  try {
    await Promise.race([Promise.all(ends), ended]);
  } finally {
    for (const watch of watches) watch.end();
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

/** Gives a thread up that is at work on one scenario and shows no sign of life. */
class Watch {
  readonly #patienceMs: number;
  readonly #giveUp: (error: UserError) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(patienceMs: number, giveUp: (error: UserError) => void) {
    this.#patienceMs = patienceMs;
    this.#giveUp = giveUp;
  }

  /** @param number of the scenario that it works on; null: it has ended one */
  sign(number: number | null): void {
    this.end();
    if (number === null) return;
    const sentence = `Scenario ${number} stands still for ${this.#patienceMs / 1000} s: a function of the job does not return, or registers timers for ever.`;
    this.#timer = setTimeout(() => this.#giveUp(new UserError(sentence)), this.#patienceMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
