/** One run in the worker: simulates ahead in slices, and gives what happened in batches. */
import type { Scenario } from "../../sim/scenario.ts";
import { createSimulation, type Simulation } from "../../sim/simulation.ts";
import type { JobProgram } from "../../src/api/program.ts";
import type { EventBatch } from "../trace/batch.ts";
import { BatchPacker } from "../trace/batch-packer.ts";
import { MOST_EVENTS, type RunOutcome } from "./protocol.ts";
import { refusalOf } from "./refusal.ts";

/** Simulated events between two looks at the clock. */
const STEP_EVENTS = 64;

/** Where a session's results go. */
export interface SessionOutput {
  batch(batch: EventBatch): void;
  /** @param refused stack of the call for which the job was refused; null: it was not, or the browser does not tell */
  ended(status: RunOutcome, digest: string, refused: string | null): void;
}

/** A run of a scenario at the finest level of its trace. */
export class Session {
  readonly #simulation: Simulation;
  readonly #programs: Readonly<Record<string, JobProgram>>;
  readonly #packer = new BatchPacker();
  readonly #output: SessionOutput;
  readonly #mostEvents: number;
  #goal = 0;
  #ended = false;

  /** Throws one sentence for a scenario that cannot be run. */
  constructor(
    scenario: Scenario,
    programs: Readonly<Record<string, JobProgram>>,
    output: SessionOutput,
    mostEvents: number = MOST_EVENTS,
  ) {
    this.#programs = programs;
    this.#output = output;
    this.#mostEvents = mostEvents;
    this.#simulation = createSimulation(scenario, { programs }, { level: 2, store: -1, observers: [this.#packer] });
  }

  /** Is there something to simulate before the goal? */
  get hasWork(): boolean {
    return !this.#ended && this.#packer.count < this.#goal;
  }

  setGoal(events: number): void {
    this.#goal = Math.max(this.#goal, events);
  }

  /** Simulates until `isOver` or the goal, then gives what was gathered. */
  slice(isOver: () => boolean): void {
    let more = true;
    try {
      while (more && this.hasWork && this.#packer.count < this.#mostEvents && !isOver())
        more = this.#simulation.advance({ events: STEP_EVENTS });
    } finally {
      // What came before a mistake of ours is needed to find it.
      for (let batch = this.#packer.take(); batch !== null; batch = this.#packer.take()) this.#output.batch(batch);
    }
    if (!more) this.#end(outcomeOf(this.#simulation));
    else if (this.#packer.count >= this.#mostEvents) this.#end("FULL");
  }

  #end(status: RunOutcome): void {
    this.#ended = true;
    const simulation = this.#simulation;
    this.#output.ended(status, simulation.trace.digestValue(), refusalOf(simulation, this.#programs));
  }
}

function outcomeOf({ status }: Simulation): RunOutcome {
  if (status === "RUNNING") throw new Error("The simulation stopped while it was running.");
  return status;
}
