/** Carries faults out: at their time, or when the trace shows the event that they wait for. */
import type { TraceEvent } from "../../src/trace/trace.ts";
import { NO_EVENT } from "../../src/trace/trace.ts";
import { type EventHandler, type Micros, type NodeId, nodeId } from "../../src/world.ts";
import { type Kernel, NO_CAUSES } from "../kernel/kernel.ts";
import type { TraceObserver } from "../trace/recorder.ts";
import { CallFault } from "./call-fault.ts";
import type { Fault, FaultTarget } from "./fault.ts";
import { formatFault } from "./fault-text.ts";
import { TaskNames } from "./task-names.ts";

const APPLY = 0;
const END = 1;

/** A fault and what became of it. */
export interface InjectedFault {
  readonly fault: Fault;
  /** Virtual time at which it struck, µs; null: it did not. */
  firedAt: Micros | null;
}

/** Somebody at the client, who does what a scenario says. */
export interface SimulatedUser {
  triggerCheckpoint(): void;
  cancelJob(): void;
}

/** Strikes the faults of a scenario; sees the coordination level of the trace, where anchors live. */
export class FaultInjector implements EventHandler, TraceObserver {
  readonly faults: readonly InjectedFault[];
  readonly #kernel: Kernel;
  readonly #taskManagers: readonly NodeId[];
  readonly #user: SimulatedUser;
  /** Per fault with an anchor: how many of its events have been seen. */
  readonly #seen: number[];
  readonly #names = new TaskNames();
  /** Some fault waits for an event. */
  readonly #isAnchored: boolean;
  readonly #undo: ((() => void) | null)[];

  constructor(kernel: Kernel, faults: readonly Fault[], taskManagers: readonly NodeId[], user: SimulatedUser) {
    this.#kernel = kernel;
    this.#user = user;
    this.faults = faults.map((fault) => ({ fault, firedAt: null }));
    this.#taskManagers = taskManagers;
    this.#isAnchored = faults.some(({ when }) => !("atMs" in when));
    this.#seen = faults.map(() => 0);
    this.#undo = faults.map(() => null);
  }

  /** Schedules what has a time. */
  start(): void {
    this.faults.forEach(({ fault }, i) => {
      if ("atMs" in fault.when) this.#schedule(Math.round(fault.when.atMs * 1000), APPLY, i);
    });
  }

  on(event: TraceEvent): void {
    if (!this.#isAnchored) return;
    this.#names.learn(event);
    for (let i = 0; i < this.faults.length; i++) {
      const { when } = this.faults[i].fault;
      if ("atMs" in when || when.kind !== event.kind) continue;
      if (when.checkpoint !== null && when.checkpoint !== event.ch) continue;
      if (when.task !== null && !this.#names.isIn(event, when.task)) continue;
      if (++this.#seen[i] === when.n) this.#schedule(this.#kernel.now + Math.round(when.plusMs * 1000), APPLY, i);
    }
  }

  onEvent(op: number, payload: unknown): void {
    const i = payload as number;
    const { trace } = this.#kernel;
    const injected = this.faults[i];
    if (op === END) {
      this.#undo[i]?.();
      this.#undo[i] = null;
      trace.emit("iv.end", { a: i, ext: { spec: formatFault(injected.fault) } });
      return;
    }
    injected.firedAt = this.#kernel.now;
    trace.step("iv.apply", { a: i, cause: NO_EVENT, ext: { spec: formatFault(injected.fault) } });
    this.#undo[i] = this.#apply(injected.fault);
    if (injected.fault.forMs !== null)
      this.#schedule(this.#kernel.now + Math.max(1, Math.round(injected.fault.forMs * 1000)), END, i);
  }

  /** A fault is an origin: nothing in the run caused it. */
  #schedule(at: Micros, op: number, i: number): void {
    this.#kernel.scheduler.push(at, "fault", null, this, op, i, NO_CAUSES);
  }

  #apply(fault: Fault): () => void {
    const kernel = this.#kernel;
    switch (fault.what) {
      case "crash": {
        const node = this.#node(fault.target);
        kernel.crash(node, fault.silent);
        return () => kernel.boot(node);
      }
      case "pause": {
        const node = kernel.node(this.#node(fault.target));
        node.pausedUntil = kernel.now + Math.round((fault.forMs ?? 1000) * 1000);
        return () => {};
      }
      case "slow": {
        const node = kernel.node(this.#node(fault.target));
        const before = node.slowness;
        node.slowness = before * fault.factor;
        return () => {
          node.slowness = before;
        };
      }
      case "cut": {
        const [a, b] = [this.#node(fault.a), this.#node(fault.b)];
        const pairs: [NodeId, NodeId][] = fault.oneWay
          ? [[a, b]]
          : [
              [a, b],
              [b, a],
            ];
        for (const [from, to] of pairs) kernel.net.cut(from, to);
        return () => {
          for (const [from, to] of pairs) kernel.net.heal(from, to);
        };
      }
      case "drop":
      case "duplicate":
      case "delay": {
        const rule = new CallFault(fault);
        kernel.net.addFault(rule);
        return () => kernel.net.removeFault(rule);
      }
      case "trigger-checkpoint":
        this.#user.triggerCheckpoint();
        return () => {};
      case "cancel-job":
        this.#user.cancelJob();
        return () => {};
      case "fail-storage":
        kernel.storage.failing = true;
        return () => {
          kernel.storage.failing = false;
        };
      case "slow-storage": {
        const before = kernel.storage.slowness;
        kernel.storage.slowness = before * fault.factor;
        return () => {
          kernel.storage.slowness = before;
        };
      }
    }
  }

  #node(target: FaultTarget): NodeId {
    if (target.role === "jm") return nodeId("jm");
    if (target.role === "log") return nodeId("log");
    if (target.role === "service") return nodeId(target.name);
    return this.#taskManagers[target.index % this.#taskManagers.length];
  }
}
