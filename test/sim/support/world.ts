import { KeyedEntropy } from "../../../sim/kernel/entropy.ts";
import { Kernel } from "../../../sim/kernel/kernel.ts";
import type { Process, SimulatedNode } from "../../../sim/kernel/node.ts";
import { TimedScheduler } from "../../../sim/kernel/timed-scheduler.ts";
import { DEFAULT_LINK, type LinkOptions, Network } from "../../../sim/net/network.ts";
import { DEFAULT_STORAGE, SharedStorage } from "../../../sim/storage/shared-storage.ts";
import { TraceRecorder } from "../../../sim/trace/recorder.ts";
import { type Message, type NodeId, nodeId, type World } from "../../../src/world.ts";

/** A process that keeps what it received. */
export class Listener implements Process {
  readonly world: World;
  readonly incarnation: number;
  readonly received: { readonly at: number; readonly from: NodeId; readonly message: Message }[] = [];

  constructor(world: World, incarnation: number) {
    this.world = world;
    this.incarnation = incarnation;
  }

  start(): void {}

  receive(from: NodeId, message: Message): void {
    this.received.push({ at: this.world.clock.now(), from, message });
  }
}

export interface Numbered extends Message {
  readonly n: number;
}

export function numbered(n: number, messageClass: Message["class"] = "data"): Numbered {
  return { class: messageClass, n };
}

/** A kernel with network and storage, and machines that run what the test gives them. */
export class TestWorld {
  readonly kernel: Kernel;
  readonly #listeners = new Map<NodeId, Listener[]>();

  constructor(link: LinkOptions = DEFAULT_LINK, seed = 1) {
    const kernel = new Kernel(new TimedScheduler(), new KeyedEntropy(seed), 0);
    this.kernel = kernel;
    kernel.trace = new TraceRecorder({ clock: () => kernel.now, emitLevel: 2 });
    kernel.net = new Network(kernel, link);
    kernel.storage = new SharedStorage(kernel, DEFAULT_STORAGE);
    kernel.inputs = { records: () => [] };
  }

  /** Adds and starts a machine whose processes keep what they receive. */
  listener(name: string): Listener {
    const id = nodeId(name);
    const all: Listener[] = [];
    this.#listeners.set(id, all);
    this.add(name, (world, incarnation) => {
      const listener = new Listener(world, incarnation);
      all.push(listener);
      return listener;
    });
    return all[0];
  }

  add(name: string, program: (world: World, incarnation: number) => Process): SimulatedNode {
    const node = this.kernel.addNode(nodeId(name), "service", 1, program);
    this.kernel.boot(nodeId(name));
    return node;
  }

  /** The newest process of a listener's machine. */
  newest(name: string): Listener {
    return this.#listeners.get(nodeId(name))?.at(-1) as Listener;
  }

  /** What the newest process of a machine has received, by number. */
  numbers(name: string): number[] {
    return this.newest(name)
      .received.filter(({ message }) => "n" in message)
      .map(({ message }) => (message as Numbered).n);
  }

  crash(name: string, silent = false): void {
    this.kernel.crash(nodeId(name), silent);
  }

  boot(name: string): void {
    this.kernel.boot(nodeId(name));
  }

  /** Runs all events up to a time, µs; to the last one without a time. */
  run(until = Number.MAX_SAFE_INTEGER): void {
    while (this.kernel.step(until));
    if (until !== Number.MAX_SAFE_INTEGER && this.kernel.now < until) this.kernel.now = until;
  }
}
