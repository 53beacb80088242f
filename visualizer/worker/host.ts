/** The worker's side of the conversation, without the worker: answers commands and simulates between them. */
import { readScenario } from "../../sim/scenario-file.ts";
import type { JobProgram } from "../../src/api/program.ts";
import type { LibraryJob } from "../library/library.ts";
import { type EventBatch, transferables } from "../trace/batch.ts";
import type { Answer, Command, RunOutcome } from "./protocol.ts";
import { Session } from "./session.ts";

/** How long a slice may keep the worker from hearing commands, ms. */
const SLICE_MS = 12;

/** What the host needs of its surroundings. */
export interface HostPort {
  send(answer: Answer, transfer: ArrayBuffer[]): void;
  /** ms; for the length of slices only, never seen by a simulation. */
  now(): number;
  /** Calls back as soon as waiting commands were heard. */
  soon(action: () => void): void;
  /** Evaluates a job's bundle. Throws one sentence. */
  load(job: LibraryJob): JobProgram;
  /** Events of a trace at the most; absent: as many as a page can hold. */
  readonly mostEvents?: number;
}

/** Runs one session at a time: a new start ends the one before. */
export class WorkerHost {
  readonly #port: HostPort;
  #session: Session | null = null;
  #run = -1;
  #goal = 0;
  #isSliceDue = false;

  constructor(port: HostPort) {
    this.#port = port;
  }

  onCommand(command: Command): void {
    if (command.type === "start") this.#start(command);
    else if (command.run === this.#run) this.#goal = command.events;
    this.#session?.setGoal(this.#goal);
    this.#sliceSoon();
  }

  #start({ run, scenario, jobs }: Extract<Command, { type: "start" }>): void {
    this.#run = run;
    this.#goal = 0;
    this.#session = null;
    this.#guarded(() => {
      // A link may have changed its settings to anything.
      const reading = readScenario(scenario);
      if (!reading.ok) throw new Error(reading.problems[0]);
      const programs = Object.fromEntries(jobs.map((job) => [job.module, this.#port.load(job)]));
      const output = {
        batch: (batch: EventBatch) => this.#port.send({ type: "batch", run, batch }, transferables(batch)),
        ended: (status: RunOutcome, digest: string, refused: string | null) =>
          this.#port.send({ type: "ended", run, status, digest, refused }, []),
      };
      this.#session = new Session(scenario, programs, output, this.#port.mostEvents);
    });
  }

  #sliceSoon(): void {
    if (this.#isSliceDue || this.#session?.hasWork !== true) return;
    this.#isSliceDue = true;
    this.#port.soon(() => {
      this.#isSliceDue = false;
      const until = this.#port.now() + SLICE_MS;
      this.#guarded(() => this.#session?.slice(() => this.#port.now() >= until));
      this.#sliceSoon();
    });
  }

  #guarded(action: () => void): void {
    try {
      action();
    } catch (thrown) {
      this.#session = null;
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      const stack = thrown instanceof Error ? (thrown.stack ?? null) : null;
      this.#port.send({ type: "failed", run: this.#run, message, stack }, []);
    }
  }
}
