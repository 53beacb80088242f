/**
 * Builds the world of a scenario and runs it: machines, cluster, log, faults, trace.
 *
 * ```ts
 * const run = simulate(scenario, { programs: { "word-count": program } });
 * run.status; // "FINISHED"
 * run.output("words");
 * ```
 */
import type { JobProgram } from "../src/api/program.ts";
import { ClusterClient } from "../src/cluster/cluster-client.ts";
import { JobManager } from "../src/cluster/job-manager.ts";
import type { JobResult } from "../src/cluster/protocols.ts";
import { TaskExecutor } from "../src/cluster/task-executor.ts";
import { Configuration } from "../src/config/configuration.ts";
import { NUM_TASK_SLOTS } from "../src/config/options.ts";
import type { FailureCause } from "../src/task/task-environment.ts";
import type { TraceLevel } from "../src/trace/kinds.ts";
import { NO_EVENT } from "../src/trace/trace.ts";
import { listOf } from "../src/types/list-of.ts";
import { type Micros, nodeId } from "../src/world.ts";
import { parseFault } from "./faults/fault-text.ts";
import { FaultInjector, type InjectedFault } from "./faults/injector.ts";
import { checkServices } from "./faults/known-services.ts";
import { anchorTasksOf, checkTasks, type KnownTask } from "./faults/known-tasks.ts";
import { directGlobals, userGlobals } from "./globals/user-globals.ts";
import type { VirtualGlobals } from "./globals/virtual-globals.ts";
import { inputsOf } from "./inputs-of.ts";
import { jobGraphOf } from "./job-graph-of.ts";
import { Kernel, NO_CAUSES } from "./kernel/kernel.ts";
import { TimedScheduler } from "./kernel/timed-scheduler.ts";
import { checkLatencies, entropyOf } from "./latencies.ts";
import { DEFAULT_LINK, Network } from "./net/network.ts";
import { programReferenceOf } from "./program-reference.ts";
import { type Run, runOf } from "./run.ts";
import { type Scenario, taskManagerName } from "./scenario.ts";
import { LogFiles } from "./services/log-files.ts";
import { ServiceOutput } from "./services/service-output.ts";
import { ServiceDisk, ServiceProcess } from "./services/service-process.ts";
import { checkServiceName, type SimulatedService } from "./services/simulated-service.ts";
import { LogDisk, TransactionalLog } from "./services/transactional-log.ts";
import { DEFAULT_STORAGE, SharedStorage } from "./storage/shared-storage.ts";
import { PrintedLines } from "./trace/printed-lines.ts";
import { type TraceObserver, TraceRecorder } from "./trace/recorder.ts";

/** 2026-01-01T00:00:00Z: virtual time 0 of every run whose host says nothing else. */
export const START_EPOCH_MS = 1_767_225_600_000;
const DEFAULT_LIMIT_MS = 3_600_000;
const MICROS_PER_MS = 1000;

/** What a scenario names and the host has. */
export interface Host {
  /** Programs by module name. */
  readonly programs: Readonly<Record<string, JobProgram>>;
  /** Records of the inputs that the scenario binds to files, by input name. */
  readonly inputs?: Readonly<Record<string, readonly unknown[]>>;
  /** The user's own outside systems, by the name of their machine. */
  readonly services?: Readonly<Record<string, SimulatedService>>;
  /** ms since 1970 at virtual time 0, to see whether a job depends on it. Default `START_EPOCH_MS`. */
  readonly startEpochMs?: number;
}

export { type Run, runOf } from "./run.ts";

/** How a run is observed; nothing here changes it. */
export interface SimulationOptions {
  /** Finest level of the trace that observers see. Default 0 (coordination). Changes nothing in the run. */
  readonly level?: TraceLevel;
  /** Finest level that is kept in `run.trace`; -1 keeps nothing. Default: `level`. */
  readonly store?: -1 | TraceLevel;
  readonly observers?: readonly TraceObserver[];
  /** Freezes the bodies of RPCs and requests when they are sent: an error for whoever changes one. Changes nothing in the run. */
  readonly freezeMessages?: boolean;
}

/** How a run ended: the job's state, `LOST` with its JobManager, `LIMIT` when virtual time ran out, or `CUT` where the scenario wanted it. */
export type RunStatus = "RUNNING" | "FINISHED" | "FAILED" | "CANCELED" | "LOST" | "LIMIT" | "CUT";

/** A run that can be advanced step by step. */
export class Simulation {
  readonly scenario: Scenario;
  readonly kernel: Kernel;
  readonly trace: TraceRecorder;
  /** What user code finds in place of `Date`, `Math.random` and the like. */
  readonly globals: VirtualGlobals;
  /** What functions have printed so far. */
  readonly printed = new PrintedLines();
  status: RunStatus = "RUNNING";
  failure: FailureCause | null = null;
  restarts = 0;
  readonly #files = new LogFiles();
  readonly #serviceDisks = new Map<string, ServiceDisk>();
  readonly #injector: FaultInjector;
  /** Null until the client has started. */
  #client: ClusterClient | null = null;
  readonly #limit: Micros;
  /** The limit is where the scenario is cut. */
  readonly #isCut: boolean;

  constructor(scenario: Scenario, host: Host, options: SimulationOptions) {
    this.scenario = scenario;
    const limitMs = scenario.limitMs ?? DEFAULT_LIMIT_MS;
    this.#isCut = (scenario.untilMs ?? limitMs) < limitMs;
    this.#limit = Math.min(scenario.untilMs ?? limitMs, limitMs) * MICROS_PER_MS;
    const kernel = new Kernel(new TimedScheduler(), entropyOf(scenario), host.startEpochMs ?? START_EPOCH_MS);
    this.kernel = kernel;
    const taskManagers = listOf(scenario.cluster.taskManagers, (i) => nodeId(`tm-${taskManagerName(i)}`));
    const faults = (scenario.faults ?? []).map(parseFault);
    checkServices(faults, Object.keys(host.services ?? {}));
    if (anchorTasksOf(faults).length > 0) checkTasks(faults, tasksOf(scenario, host));
    this.#injector = new FaultInjector(kernel, faults, taskManagers, {
      triggerCheckpoint: () => this.#client?.triggerCheckpoint(),
      cancelJob: () => this.#client?.cancelJob(),
    });
    const level = options.level ?? 0;
    this.trace = new TraceRecorder({
      clock: () => kernel.now,
      emitLevel: level,
      storeLevel: options.store ?? level,
      observers: [this.#injector, this.printed, ...(options.observers ?? [])],
    });
    kernel.trace = this.trace;
    kernel.net = new Network(kernel, DEFAULT_LINK);
    kernel.net.freezeMessages = options.freezeMessages ?? false;
    kernel.storage = new SharedStorage(kernel, DEFAULT_STORAGE);
    kernel.inputs = inputsOf(scenario, host);
    this.globals = userGlobals(kernel);
    this.#populate(host, taskManagers);
    checkLatencies(scenario, [...kernel.nodes.keys()]);
    this.#injector.start();
  }

  /** Runs until the job has ended, `events` events were run, or virtual time `untilMicros` is reached. True while there is more. */
  advance(limits: { readonly events?: number; readonly untilMicros?: Micros } = {}): boolean {
    this.globals.enter();
    try {
      return this.#run(limits);
    } finally {
      this.globals.leave();
    }
  }

  #run(limits: { readonly events?: number; readonly untilMicros?: Micros }): boolean {
    const { kernel } = this;
    const until = Math.min(limits.untilMicros ?? Number.POSITIVE_INFINITY, this.#limit);
    let left = limits.events ?? Number.POSITIVE_INFINITY;
    while (this.status === "RUNNING" && left-- > 0) {
      if (kernel.step(until)) continue;
      if (until < this.#limit) return true;
      this.#end(this.#isCut ? "CUT" : "LIMIT");
    }
    return this.status === "RUNNING";
  }

  /** What a reader of the log sees. */
  output(log: string, isolation: "committed" | "uncommitted" = "committed"): string[] {
    return this.#files.read(log, isolation);
  }

  /** Names of the logs that were written to. */
  get logs(): string[] {
    return this.#files.names;
  }

  /** What a service of the host keeps on disk now. Throws one sentence if there is none of this name. */
  serviceState(name: string): unknown {
    const disk = this.#serviceDisks.get(name);
    if (disk === undefined) throw new Error(`The host has no service "${name}".`);
    return disk.state;
  }

  get faults(): readonly InjectedFault[] {
    return this.#injector.faults;
  }

  #populate(host: Host, taskManagers: readonly ReturnType<typeof nodeId>[]): void {
    const { scenario, kernel } = this;
    // In order of their names: the order in which a host lists them decides nothing.
    const services = Object.entries(host.services ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
    const logDisk = new LogDisk(this.#files);
    const configuration = Configuration.fromEntries(scenario.configuration ?? {});
    configuration.set(NUM_TASK_SLOTS, scenario.cluster.slots);
    const loader = (module: string): JobProgram => {
      const program = host.programs[module];
      if (program === undefined)
        throw new Error(`There is no program ${module}; known are ${Object.keys(host.programs).join(", ")}.`);
      return program;
    };
    this.trace.emit("run.begin", {
      cause: NO_EVENT,
      ext: { version: scenario.version, seed: scenario.seed, startEpochMs: this.kernel.startEpochMs },
    });
    const jobManager = nodeId("jm");
    kernel.addNode(nodeId("log"), "service", 1, (world) => new TransactionalLog(world, logDisk));
    for (const [name, service] of services) this.#addService(name, service);
    kernel.addNode(
      jobManager,
      "jobmanager",
      1,
      (world, incarnation) => new JobManager(world, incarnation, configuration, loader),
    );
    taskManagers.forEach((id, index) => {
      const slowness = scenario.cluster.slowness?.[taskManagerName(index)] ?? 1;
      kernel.addNode(
        id,
        "taskmanager",
        slowness,
        (world, incarnation) => new TaskExecutor(world, incarnation, index, configuration, loader, jobManager),
      );
    });
    if (scenario.programs.length !== 1)
      throw new Error(`A scenario runs exactly one program, and this one names ${scenario.programs.length}.`);
    const reference = programReferenceOf(scenario);
    kernel.addNode(nodeId("client"), "client", 1, (world, incarnation) => {
      this.#client = new ClusterClient(world, incarnation, jobManager, "job-0", reference, (result) =>
        this.#onResult(result),
      );
      return this.#client;
    });
    const boot = { onEvent: (_op: number, id: unknown) => kernel.boot(id as ReturnType<typeof nodeId>) };
    // Machines start one after another, in an order that the seed decides among the TaskManagers.
    const draws = kernel.entropy.draws("boot", "cluster");
    const startAt = (id: ReturnType<typeof nodeId>, at: Micros) =>
      kernel.scheduler.push(at, "fault", null, boot, 0, id, NO_CAUSES);
    startAt(nodeId("log"), 0);
    for (const [name] of services) startAt(nodeId(name), 0);
    startAt(jobManager, 0);
    for (const id of taskManagers) startAt(id, 1000 + draws.below(20_000));
    startAt(nodeId("client"), 30_000);
  }

  #addService(name: string, service: SimulatedService): void {
    checkServiceName(name);
    const disk = new ServiceDisk(service.initialState(), new ServiceOutput(this.#files, this.trace));
    this.#serviceDisks.set(name, disk);
    this.kernel.addNode(nodeId(name), "service", 1, (world) => new ServiceProcess(world, service, disk));
  }

  #onResult(result: JobResult | { readonly lost: string }): void {
    if ("lost" in result) {
      this.failure = { exception: "JobLost", message: result.lost, operator: null, record: null, stack: null };
      this.#end("LOST");
      return;
    }
    this.failure = result.failure;
    this.restarts = result.restarts;
    this.#end(result.state === "FINISHED" ? "FINISHED" : result.state === "CANCELED" ? "CANCELED" : "FAILED");
  }

  #end(status: RunStatus): void {
    this.status = status;
    this.trace.emit("run.end", { a: status === "LIMIT" || status === "CUT" ? 1 : status === "FINISHED" ? 0 : 2 });
  }
}

/** The chains of the job. Throws what the program throws while it builds. */
function tasksOf(scenario: Scenario, host: Host): KnownTask[] {
  const { vertices } = jobGraphOf(scenario, host, directGlobals(entropyOf(scenario), START_EPOCH_MS));
  return vertices.map(({ name, chain, parallelism }) => ({
    names: [name, ...chain.map((operator) => operator.name)],
    parallelism,
  }));
}

/**
 * Builds the world of a scenario without running it. Throws one sentence for a fault or setting that cannot be read.
 */
export function createSimulation(scenario: Scenario, host: Host, options: SimulationOptions = {}): Simulation {
  return new Simulation(scenario, host, options);
}

/** Runs a scenario to its end. */
export function simulate(scenario: Scenario, host: Host, options: SimulationOptions = {}): Run {
  const simulation = createSimulation(scenario, host, options);
  while (simulation.advance());
  return runOf(simulation);
}
