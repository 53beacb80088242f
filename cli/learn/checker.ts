/** Tries learners' files in a thread that stays warm, and gives it up when their code never comes back. */
import { basename } from "node:path";
import { Worker } from "node:worker_threads";
import { UserError } from "../user-error.ts";
import { bundleModule } from "../user-module/bundle.ts";
import { placeInStack } from "../user-module/load.ts";
import type { CheckReply, CheckRequest, Verdict } from "./check-messages.ts";

/** Real time that one try may take before it is taken for endless, ms. */
const PATIENCE_MS = 20_000;

/** What is to be tried. */
export interface TryOptions {
  readonly exercise: string;
  /** What the user calls the file. */
  readonly shown: string;
  /** Absolute. */
  readonly path: string;
  readonly budgetMs: number | null;
  readonly patienceMs?: number;
}

/** What came of a try. */
export interface Tried extends Verdict {
  /** Place in the learner's file where it threw: `exercise.ts:12`. */
  readonly place: string | null;
}

/** One thread at a time; `close` it at the end. */
export class Checker {
  readonly #program: URL;
  #worker: Worker | null = null;

  /** @param program of the thread; default: the one beside this file */
  constructor(program: URL = checkProgram()) {
    this.#program = program;
  }

  /** Throws `UserError` where the file cannot be run at all. */
  async try({ exercise, shown, path, budgetMs, patienceMs = PATIENCE_MS }: TryOptions): Promise<Tried> {
    const bundle = bundleModule(shown, path);
    const file = `${shown}.bundle.cjs`;
    const reply = await this.#ask({ exercise, code: bundle.code, file, budgetMs }, patienceMs);
    if (reply === null)
      throw new UserError(
        `${shown} was stopped after ${patienceMs / 1000} s: a loop in it does not end. Look for a while or for whose condition stays true.`,
      );
    if (reply.kind === "unloadable") throw new UserError(`${shown}: loading it failed: ${reply.message}`);
    if (reply.kind === "broken") throw new Error(reply.stack);
    const { report, advice } = reply;
    return { report, advice, place: placeInStack(basename(path), file, bundle, report.failure?.stack ?? "") };
  }

  /** The thread is started ahead of the first try. */
  warm(): void {
    this.#worker ??= startWorker(this.#program);
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  /** Null: no answer came in time, and the thread is gone. */
  async #ask(request: CheckRequest, patienceMs: number): Promise<CheckReply | null> {
    this.warm();
    const worker = this.#worker as Worker;
    worker.ref();
    const reply = await new Promise<CheckReply | null>((resolve, reject) => {
      const timer = setTimeout(() => resolve(null), patienceMs);
      const onMessage = (answer: CheckReply) => {
        worker.off("error", onError);
        worker.off("message", onMessage);
        clearTimeout(timer);
        resolve(answer);
      };
      const onError = (error: Error) => {
        clearTimeout(timer);
        this.#worker = null;
        reject(error);
      };
      worker.once("error", onError);
      worker.on("message", onMessage);
      worker.postMessage(request);
    });
    worker.unref();
    if (reply === null) await this.close();
    return reply;
  }
}

function checkProgram(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./check-worker.ts" : "./check-worker.js", import.meta.url);
}

function startWorker(program: URL): Worker {
  const worker = new Worker(program);
  worker.unref();
  return worker;
}
