import { COLLECTED } from "../src/api/stream-with-sinks.ts";
import type { FailureCause } from "../src/task/task-environment.ts";
import type { TraceEvent } from "../src/trace/trace.ts";
import type { InjectedFault } from "./faults/injector.ts";
import type { Scenario } from "./scenario.ts";
import type { RunStatus, Simulation } from "./simulation.ts";

const MICROS_PER_MS = 1000;

/** What a finished run tells. Nothing in it is a promise. */
export interface Run {
  readonly scenario: Scenario;
  readonly status: RunStatus;
  readonly failure: FailureCause | null;
  readonly restarts: number;
  /** Committed lines of a log, in order. */
  output(log: string): string[];
  readonly logs: readonly string[];
  /** The records of `collectAsync(name)`; those of `executeAndCollect` without a name. */
  collected(name?: string): unknown[];
  /** What was printed to the standard output of one TaskManager (`"A"`), or of all, one after the other. */
  stdout(taskManager?: string): string[];
  /** The same of the standard error. */
  stderr(taskManager?: string): string[];
  /** What a service of the host has on disk. Throws one sentence if there is none of this name. */
  serviceState(name: string): unknown;
  readonly trace: readonly TraceEvent[];
  /** 32 hex digits: equal scenario, equal digest. */
  readonly digest: string;
  /** The digest after each 1,024 coordination events. */
  readonly digestChain: readonly string[];
  readonly faults: readonly InjectedFault[];
  readonly virtualMs: number;
  /** Simulated events that were run. */
  readonly events: number;
}

/**
 * The run of a simulation, as far as it has come. Its methods are of the class: functions made for each run, and held in
 * its fields, let V8 keep runs alive that nobody has any more, until a full collection.
 */
export class SimulatedRun implements Run {
  readonly scenario: Scenario;
  readonly status: RunStatus;
  readonly failure: FailureCause | null;
  readonly restarts: number;
  readonly logs: readonly string[];
  readonly faults: readonly InjectedFault[];
  readonly trace: readonly TraceEvent[];
  readonly virtualMs: number;
  readonly events: number;
  readonly #simulation: Simulation;
  #digest: string | null;

  constructor(simulation: Simulation) {
    const { trace, kernel } = simulation;
    this.scenario = simulation.scenario;
    this.status = simulation.status;
    this.failure = simulation.failure;
    this.restarts = simulation.restarts;
    this.logs = simulation.logs;
    this.faults = simulation.faults;
    this.trace = trace.events;
    this.virtualMs = Math.floor(kernel.now / MICROS_PER_MS);
    this.events = kernel.executed;
    this.#simulation = simulation;
    this.#digest = this.status === "RUNNING" ? trace.digestValue() : null;
  }

  output(log: string): string[] {
    return this.#simulation.output(log);
  }

  collected(name = COLLECTED): unknown[] {
    return this.output(name).map((line): unknown => JSON.parse(line));
  }

  stdout(taskManager?: string): string[] {
    return this.#simulation.printed.of("out", taskManager);
  }

  stderr(taskManager?: string): string[] {
    return this.#simulation.printed.of("err", taskManager);
  }

  serviceState(name: string): unknown {
    return this.#simulation.serviceState(name);
  }

  /** Worked out when it is asked for: most runs of a campaign never are. */
  get digest(): string {
    this.#digest ??= this.#simulation.trace.digestValue();
    return this.#digest;
  }

  get digestChain(): readonly string[] {
    return this.#simulation.trace.chain;
  }
}
