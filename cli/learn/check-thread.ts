/** A thread that tries learners' files: it stays warm, and is given up when their code never comes back. */
import { Worker } from "node:worker_threads";
import type { CheckReply, CheckRequest } from "./check-messages.ts";

/** Runs leave much behind them that is soon garbage: with room for it less of it is copied. MB. */
const YOUNG_GENERATION_MB = 96;

/** One try at a time; `close` it at the end. */
export class CheckThread {
  readonly #program: URL;
  #worker: Worker | null = null;

  constructor(program: URL) {
    this.#program = program;
  }

  /** It is started ahead of the first try, and keeps nobody waiting at the end. */
  warm(): Worker {
    if (this.#worker === null) {
      this.#worker = new Worker(this.#program, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB } });
      this.#worker.unref();
    }
    return this.#worker;
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  /** Null: no answer came in time, and the thread is gone. */
  async ask(request: CheckRequest, patienceMs: number): Promise<CheckReply | null> {
    const worker = this.warm();
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
