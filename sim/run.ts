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

/** The digest of a run, worked out when it is asked for: most runs of a campaign never are. */
class RunDigest {
  readonly #simulation: Simulation;
  #digest: string | null;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    this.#digest = simulation.status === "RUNNING" ? simulation.trace.digestValue() : null;
  }

  get digest(): string {
    this.#digest ??= this.#simulation.trace.digestValue();
    return this.#digest;
  }

  get digestChain(): readonly string[] {
    return this.#simulation.trace.chain;
  }
}

/**
 * The run of a simulation, as far as it has come. Its functions need no `this`, so they may be taken out of it; they come
 * with a literal, since V8 keeps runs alive, until a full collection, whose functions were stored in fields of a class.
 */
export function runOf(simulation: Simulation): Run {
  const { scenario, status, failure, restarts, logs, faults, trace, kernel } = simulation;
  return Object.assign(new RunDigest(simulation), {
    scenario,
    status,
    failure,
    restarts,
    logs,
    faults,
    output: (log: string) => simulation.output(log),
    collected: (name = COLLECTED) => simulation.output(name).map((line): unknown => JSON.parse(line)),
    stdout: (taskManager?: string) => simulation.printed.of("out", taskManager),
    stderr: (taskManager?: string) => simulation.printed.of("err", taskManager),
    serviceState: (name: string) => simulation.serviceState(name),
    trace: trace.events,
    virtualMs: Math.floor(kernel.now / MICROS_PER_MS),
    events: kernel.executed,
  });
}
