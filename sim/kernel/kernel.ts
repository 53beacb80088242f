/**
 * The simulated world at work: one queue of events in virtual time, machines, and the processes that run on them.
 * The kernel knows nothing of streams; it starts programs, hands them their five ports, and ends them.
 */
import type { CauseContext } from "../../src/trace/trace.ts";
import { NO_EVENT } from "../../src/trace/trace.ts";
import type {
  Clock,
  EventClass,
  EventHandler,
  Inputs,
  Micros,
  NodeId,
  ScheduledEvent,
  World,
} from "../../src/world.ts";
import type { Network } from "../net/network.ts";
import type { SharedStorage } from "../storage/shared-storage.ts";
import type { TraceRecorder } from "../trace/recorder.ts";
import type { KeyedEntropy } from "./entropy.ts";
import type { Incarnation, NodeRole, Process, SimulatedNode } from "./node.ts";
import type { Scheduler } from "./scheduler.ts";

/** The causes of what nothing caused. */
export const NO_CAUSES: CauseContext = [NO_EVENT, NO_EVENT, NO_EVENT];

/** Told when a process ended, so that what it held open breaks as on a real machine. */
export interface CrashListener {
  onCrash(ended: Incarnation, silent: boolean): void;
}

/** Runs the events of a scheduler in order, on machines that can be started, ended, paused and slowed. */
export class Kernel {
  now: Micros = 0;
  /** Events run so far. */
  executed = 0;
  /** The process whose code runs; null for the world's own events. */
  running: Incarnation | null = null;
  readonly scheduler: Scheduler;
  readonly entropy: KeyedEntropy;
  readonly startEpochMs: number;
  trace!: TraceRecorder;
  net!: Network;
  storage!: SharedStorage;
  inputs!: Inputs;
  readonly nodes = new Map<NodeId, SimulatedNode>();
  readonly #programs = new Map<NodeId, (world: World, incarnation: number) => Process>();
  readonly #crashListeners: CrashListener[] = [];

  constructor(scheduler: Scheduler, entropy: KeyedEntropy, startEpochMs: number) {
    this.scheduler = scheduler;
    this.entropy = entropy;
    this.startEpochMs = startEpochMs;
  }

  onCrash(listener: CrashListener): void {
    this.#crashListeners.push(listener);
  }

  /** Adds a machine; `program` is run anew for each incarnation of its process. */
  addNode(
    id: NodeId,
    role: NodeRole,
    slowness: number,
    program: (world: World, incarnation: number) => Process,
  ): SimulatedNode {
    const node: SimulatedNode = { id, role, current: null, incarnations: 0, slowness, pausedUntil: 0 };
    this.nodes.set(id, node);
    this.#programs.set(id, program);
    return node;
  }

  node(id: NodeId): SimulatedNode {
    const node = this.nodes.get(id);
    if (node === undefined) throw new Error(`There is no machine ${id}.`);
    return node;
  }

  /** Starts the program of a machine whose process is not running. */
  boot(id: NodeId): void {
    const node = this.node(id);
    if (node.current !== null) return;
    const incarnation: Incarnation = { node, number: ++node.incarnations, alive: true, process: null };
    node.current = incarnation;
    this.running = incarnation;
    const program = this.#programs.get(id) as (world: World, incarnation: number) => Process;
    const process = program(this.#world(incarnation), incarnation.number);
    incarnation.process = process;
    process.start();
  }

  /** Ends the process of a machine: its memory, timers and unsynced writes are gone. `silent`: the machine went with it, peers are not told. */
  crash(id: NodeId, silent: boolean): void {
    const node = this.node(id);
    const ended = node.current;
    if (ended === null) return;
    ended.alive = false;
    ended.process = null;
    node.current = null;
    node.pausedUntil = 0;
    for (const listener of this.#crashListeners) listener.onCrash(ended, silent);
  }

  /** Schedules an event of the world itself: it outlives every process. */
  schedule(at: Micros, eventClass: EventClass, handler: EventHandler, op: number, payload: unknown): ScheduledEvent {
    return this.scheduler.push(at, eventClass, null, handler, op, payload, this.trace.causes());
  }

  /** Runs the next event; false when there is none, or when it lies after `until`. */
  step(until: Micros): boolean {
    const event = this.scheduler.pop(until);
    if (event === null) return false;
    this.now = event.at;
    const owner = event.owner;
    if (owner !== null) {
      if (!owner.alive) return true;
      if (owner.node.pausedUntil > event.at) {
        this.scheduler.push(
          owner.node.pausedUntil,
          event.eventClass,
          owner,
          event.handler,
          event.op,
          event.payload,
          event.causes,
        );
        return true;
      }
    }
    this.executed++;
    this.running = owner;
    this.trace.resume(event.causes);
    event.handler.onEvent(event.op, event.payload);
    return true;
  }

  #world(incarnation: Incarnation): World {
    return {
      node: incarnation.node.id,
      clock: new IncarnationClock(this, incarnation),
      net: this.net.port(incarnation),
      storage: this.storage.port(incarnation),
      entropy: this.entropy,
      trace: this.trace,
      inputs: this.inputs,
      startEpochMs: this.startEpochMs,
    };
  }
}

/** The clock port of one process: what it schedules dies with it. */
class IncarnationClock implements Clock {
  readonly #kernel: Kernel;
  readonly #owner: Incarnation;

  constructor(kernel: Kernel, owner: Incarnation) {
    this.#kernel = kernel;
    this.#owner = owner;
  }

  now(): Micros {
    return this.#kernel.now;
  }

  schedule(at: Micros, eventClass: EventClass, handler: EventHandler, op: number, payload: unknown): ScheduledEvent {
    const kernel = this.#kernel;
    return kernel.scheduler.push(
      at < kernel.now ? kernel.now : at,
      eventClass,
      this.#owner,
      handler,
      op,
      payload,
      kernel.trace.causes(),
    );
  }

  cancel(event: ScheduledEvent): void {
    this.#kernel.scheduler.cancel(event);
  }

  cpuNanos(nanos: number): number {
    return nanos * this.#owner.node.slowness;
  }
}
