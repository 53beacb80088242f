/** Tries learners' files in threads that stay warm, and gives them up when the learners' code never comes back. */
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { UserError } from "../user-error.ts";
import { bundleModule } from "../user-module/bundle.ts";
import { placeInStack } from "../user-module/load.ts";
import type { CheckReply, CheckRequest, Part, Verdict } from "./check-messages.ts";
import { CheckThread } from "./check-thread.ts";
import { joinedReplies } from "./joined-replies.ts";

/** Real time that one try may take before it is taken for endless, ms. */
const PATIENCE_MS = 20_000;

/** Threads that share the orders of a try that is not to leave any out. */
const MOST_THREADS = 2;

/** More than any case has as its index. */
const NONE_FAILED = 2 ** 31 - 1;

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

/** One try at a time; `close` it at the end. */
export class Checker {
  readonly #threads: readonly CheckThread[];

  /** @param program of the threads; default: the one beside this file */
  constructor(program: URL = checkProgram()) {
    const count = Math.min(MOST_THREADS, availableParallelism());
    this.#threads = Array.from({ length: count }, () => new CheckThread(program));
  }

  /** Throws `UserError` where the file cannot be run at all. */
  async try({ exercise, shown, path, budgetMs, patienceMs = PATIENCE_MS }: TryOptions): Promise<Tried> {
    // They load their modules while the learner's is bundled.
    if (budgetMs === null) for (const thread of this.#threads) thread.warm();
    const bundle = bundleModule(shown, path);
    const file = `${shown}.bundle.cjs`;
    const reply = await this.#ask({ exercise, code: bundle.code, file, budgetMs, part: null }, patienceMs);
    if (reply === null)
      throw new UserError(
        `${shown} was stopped after ${patienceMs / 1000} s: a loop in it does not end. Look for a while or for whose condition stays true.`,
      );
    if (reply.kind === "unloadable") throw new UserError(`${shown}: loading it failed: ${reply.message}`);
    if (reply.kind === "broken") throw new Error(reply.stack);
    const { report, advice } = reply;
    return { report, advice, place: placeInStack(basename(path), file, bundle, report.failure?.stack ?? "") };
  }

  /** A thread is started ahead of the first try. */
  warm(): void {
    this.#threads[0].warm();
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  /** Where time is short, what can be tried in it is for one thread. Null: no answer came in time, and the threads are gone. */
  async #ask(request: CheckRequest, patienceMs: number): Promise<CheckReply | null> {
    const [first] = this.#threads;
    if (request.budgetMs !== null) return first.ask(request, patienceMs);
    const leastFailed = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    new Int32Array(leastFailed).fill(NONE_FAILED);
    const of = this.#threads.length;
    const replies = this.#threads.map((thread, index) => {
      const part: Part = { index, of, leastFailed };
      return thread.ask({ ...request, part }, patienceMs);
    });
    return joinedReplies(await Promise.all(replies));
  }
}

function checkProgram(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./check-worker.ts" : "./check-worker.js", import.meta.url);
}
