/** The page's side of the conversation with its worker. */
import type { Scenario } from "../../sim/scenario.ts";
import type { LibraryJob } from "../library/library.ts";
import { RunModel } from "../run-model.ts";
import type { Answer, Command } from "./protocol.ts";
import { type Seconds, Watchdog } from "./watchdog.ts";

/** The way to a worker, or to what stands for it in a test. */
export interface WorkerPort {
  post(command: Command): void;
  /** @param onError the worker itself cannot be loaded or died */
  listen(onAnswer: (answer: Answer) => void, onError: (message: string) => void): void;
  /** Puts a new worker in the place of one that does not answer. */
  restart(): void;
  readonly seconds: Seconds;
}

/** Told what comes of a run. */
export interface RunListener {
  grew(model: RunModel): void;
  failed(model: RunModel, message: string, stack: string | null): void;
  /** The worker does not answer, or does again. */
  silent(isSilent: boolean): void;
}

/** Enough for a while of playing at any pace. */
const AHEAD_EVENTS = 150_000;

/** Starts runs in the worker and fills their models. */
export class WorkerClient {
  readonly #worker: WorkerPort;
  readonly #listener: RunListener;
  readonly #aheadEvents: number;
  readonly #watchdog: Watchdog;
  #run = 0;
  #model: RunModel | null = null;
  #goal = 0;

  /** @param aheadEvents events that are simulated beyond the cursor */
  constructor(worker: WorkerPort, listener: RunListener, aheadEvents: number = AHEAD_EVENTS) {
    this.#aheadEvents = aheadEvents;
    this.#worker = worker;
    this.#listener = listener;
    this.#watchdog = new Watchdog(worker.seconds, (isSilent) => listener.silent(isSilent));
    worker.listen(
      (answer) => this.#onAnswer(answer),
      (message) => {
        this.#watchdog.heard(false);
        const model = this.#model;
        if (model === null) return;
        // Nothing more will come.
        model.end ??= { status: "BROKEN", digest: "", refused: null };
        this.#listener.failed(model, message, null);
      },
    );
  }

  /** Gives up a run whose worker does not answer: what came of it remains. */
  abandon(): void {
    const model = this.#model;
    if (!this.#watchdog.isSilent || model === null) return;
    this.#worker.restart();
    model.end ??= { status: "BROKEN", digest: "", refused: null };
    this.#watchdog.heard(false);
    this.#listener.grew(model);
  }

  /** Starts a run; the one before gets no more events. */
  start(scenario: Scenario, jobs: readonly LibraryJob[]): RunModel {
    if (this.#watchdog.isSilent) this.#worker.restart();
    this.#run++;
    this.#goal = this.#aheadEvents;
    this.#model = new RunModel(scenario);
    this.#worker.post({ type: "start", run: this.#run, scenario, jobs });
    this.#worker.post({ type: "goal", run: this.#run, events: this.#goal });
    this.#watchdog.heard(true);
    return this.#model;
  }

  /** Is this the run that the worker works on? */
  isRunning(model: RunModel): boolean {
    return this.#model === model && model.end === null;
  }

  /** Lets the simulation stay ahead of event `seq`. */
  ahead(seq: number): void {
    if (this.#model === null || this.#model.end !== null || seq + this.#aheadEvents / 2 < this.#goal) return;
    const wasBehind = this.#model.store.count < this.#goal;
    this.#goal = seq + this.#aheadEvents;
    this.#worker.post({ type: "goal", run: this.#run, events: this.#goal });
    // A silent worker is not less silent because it has more to do.
    if (!wasBehind) this.#watchdog.heard(true);
  }

  #onAnswer(answer: Answer): void {
    const model = this.#model;
    if (answer.run !== this.#run || model === null) return;
    switch (answer.type) {
      case "batch":
        model.append(answer.batch);
        this.#watchdog.heard(model.store.count < this.#goal);
        this.#listener.grew(model);
        return;
      case "ended":
        this.#watchdog.heard(false);
        model.end = { status: answer.status, digest: answer.digest, refused: answer.refused };
        this.#listener.grew(model);
        return;
      case "failed":
        this.#watchdog.heard(false);
        model.end = { status: "BROKEN", digest: "", refused: null };
        this.#listener.failed(model, answer.message, answer.stack);
        return;
    }
  }
}
