/**
 * Simulated links: latency, jitter and bandwidth a direction, in order per class of traffic, as TCP gives it. A cut holds
 * packets back until it heals (retransmission). A packet in flight outlives its sender; a stale one is delivered, and its
 * receiver has to refuse it. When a process ends, its machine resets its connections and the peers are told, unless the
 * machine went silent with it.
 */
import type { ConnectionClosed, EventHandler, KeyedDraws, Message, Micros, Net, NodeId } from "../../src/world.ts";
import type { CrashListener, Kernel } from "../kernel/kernel.ts";
import type { Incarnation } from "../kernel/node.ts";
import { deepFreeze } from "./deep-freeze.ts";

/** Behaviour of every link, in one direction. */
export interface LinkOptions {
  readonly latencyMicros: number;
  /** Uniform addition in [0, jitterMicros]. */
  readonly jitterMicros: number;
  readonly bandwidthBytesPerMicro: number;
}

/** A link of a data centre: 200 to 300 µs, 10 Gbit/s. */
export const DEFAULT_LINK: LinkOptions = { latencyMicros: 200, jitterMicros: 100, bandwidthBytesPerMicro: 1250 };

/** Latency between components of one process. */
const LOOPBACK_MICROS = 5;

/** A message on its way. */
export interface Packet {
  readonly from: NodeId;
  readonly fromIncarnation: Incarnation;
  readonly to: NodeId;
  readonly message: Message;
  readonly sizeBytes: number;
}

/** What a fault does to a packet; asked once per packet when it is sent. */
export interface PacketVerdict {
  /** The packet is an answer, not a call; for the trace. */
  readonly isAnswer?: boolean;
  readonly drop: boolean;
  readonly duplicates: number;
  readonly delayMicros: number;
}

/** Asked about each packet between different machines; null: it does not concern this fault. */
export interface PacketFault {
  judge(packet: Packet): PacketVerdict | null;
}

const DELIVER = 0;
const CLOSED = 1;

class Link {
  cut = false;
  /** Factor on latency. */
  slowness = 1;
  /** Something was sent on it since both processes live. */
  used = false;
  readonly held: Packet[] = [];
  readonly draws: KeyedDraws;
  #lastData: Micros = 0;
  #lastRpc: Micros = 0;
  #lastService: Micros = 0;
  #lastConnection: Micros = 0;

  constructor(draws: KeyedDraws) {
    this.draws = draws;
  }

  /**
   * When a packet arrives that could arrive at `at`: not before the one before it. Each class of traffic is in order, and
   * the end of a connection comes behind everything.
   */
  arrival(kind: Message["class"], at: Micros): Micros {
    switch (kind) {
      case "data":
        this.#lastData = Math.max(at, this.#lastData);
        return this.#lastData;
      case "rpc":
        this.#lastRpc = Math.max(at, this.#lastRpc);
        return this.#lastRpc;
      case "service":
        this.#lastService = Math.max(at, this.#lastService);
        return this.#lastService;
      case "connection":
        this.#lastConnection = Math.max(at, this.#lastConnection, this.#lastData, this.#lastRpc, this.#lastService);
        return this.#lastConnection;
    }
  }
}

/** All links between the machines of a run. */
export class Network implements EventHandler, CrashListener {
  readonly #kernel: Kernel;
  readonly #options: LinkOptions;
  /** By sender, then receiver. */
  readonly #links = new Map<NodeId, Map<NodeId, Link>>();
  readonly #faults: PacketFault[] = [];
  /** Who has talked with whom since both processes live. */
  readonly #peers = new Map<NodeId, Set<NodeId>>();
  sent = 0;
  /** Messages are frozen when they are sent, so that nobody shares what he changes; records are not. Changes nothing in a run. */
  freezeMessages = false;

  constructor(kernel: Kernel, options: LinkOptions) {
    this.#kernel = kernel;
    this.#options = options;
    kernel.onCrash(this);
  }

  port(owner: Incarnation): Net {
    return new NetPort(this, owner);
  }

  addFault(fault: PacketFault): void {
    this.#faults.push(fault);
  }

  removeFault(fault: PacketFault): void {
    const i = this.#faults.indexOf(fault);
    if (i >= 0) this.#faults.splice(i, 1);
  }

  /** Cuts one direction; what is sent meanwhile waits. */
  cut(from: NodeId, to: NodeId): void {
    this.#link(from, to).cut = true;
  }

  heal(from: NodeId, to: NodeId): void {
    const link = this.#link(from, to);
    link.cut = false;
    const held = link.held.splice(0);
    for (const packet of held) this.#transmit(link, packet, 0);
  }

  slow(from: NodeId, to: NodeId, factor: number): void {
    this.#link(from, to).slowness = factor;
  }

  send(from: Incarnation, to: NodeId, message: Message, sizeBytes: number): void {
    this.sent++;
    // The records of a buffer belong to their receiver, whose user code may change them as in Flink.
    if (this.freezeMessages) deepFreeze(message, message.class === "data" ? "values" : null);
    const source = from.node.id;
    const packet: Packet = { from: source, fromIncarnation: from, to, message, sizeBytes };
    if (source === to) {
      this.#kernel.schedule(this.#kernel.now + LOOPBACK_MICROS, "delivery", this, DELIVER, packet);
      return;
    }
    const link = this.#link(source, to);
    if (!link.used) {
      link.used = true;
      this.#remember(source, to);
    }
    let delay = 0;
    for (const fault of this.#faults) {
      const verdict = fault.judge(packet);
      if (verdict === null) continue;
      this.#traceVerdict(packet, verdict);
      if (verdict.drop) return;
      delay += verdict.delayMicros;
      for (let i = 0; i < verdict.duplicates; i++) this.#transmit(link, packet, delay);
    }
    this.#transmit(link, packet, delay);
  }

  onEvent(op: number, payload: unknown): void {
    const packet = payload as Packet;
    const node = this.#kernel.node(packet.to);
    const process = node.current?.process ?? null;
    if (process === null) {
      // Nobody listens: the machine answers with a reset, as long as the sender still lives to hear it.
      if (op === DELIVER && packet.message.class !== "connection" && packet.fromIncarnation.alive)
        this.#reset(packet.to, node.incarnations, packet.from);
      return;
    }
    if (node.pausedUntil > this.#kernel.now) {
      this.#kernel.schedule(node.pausedUntil, "delivery", this, op, packet);
      return;
    }
    this.#kernel.running = node.current;
    process.receive(packet.from, packet.message);
  }

  onCrash(ended: Incarnation, silent: boolean): void {
    const id = ended.node.id;
    const peers = this.#peersOf(id);
    this.#peers.delete(id);
    for (const peer of peers) {
      this.#peersOf(peer).delete(id);
      this.#link(id, peer).used = false;
      this.#link(peer, id).used = false;
    }
    if (!silent) for (const peer of peers) this.#reset(id, ended.number, peer, ended);
  }

  #traceVerdict({ from, to }: Packet, { isAnswer, drop, duplicates, delayMicros }: PacketVerdict): void {
    const { trace } = this.#kernel;
    if (!trace.buffers) return;
    const a = drop ? 0 : duplicates > 0 ? 1 : 2;
    trace.emit("net.fault", { a, b: isAnswer === true ? 1 : 0, x: delayMicros, ext: { from, to } });
  }

  #reset(dead: NodeId, incarnation: number, peer: NodeId, from?: Incarnation): void {
    const message: ConnectionClosed = { class: "connection", peer: dead, incarnation };
    const sender = from ?? { node: this.#kernel.node(dead), number: incarnation, alive: false, process: null };
    this.#transmit(
      this.#link(dead, peer),
      { from: dead, fromIncarnation: sender, to: peer, message, sizeBytes: 40 },
      0,
      CLOSED,
    );
  }

  #transmit(link: Link, packet: Packet, delayMicros: number, op: number = DELIVER): void {
    if (link.cut) {
      link.held.push(packet);
      return;
    }
    const { latencyMicros, jitterMicros, bandwidthBytesPerMicro } = this.#options;
    const latency = Math.round((latencyMicros + link.draws.below(jitterMicros + 1)) * link.slowness);
    const transfer = Math.floor(packet.sizeBytes / bandwidthBytesPerMicro);
    const earliest = this.#kernel.now + latency + transfer + delayMicros;
    // What a fault delays may be overtaken.
    const at = delayMicros === 0 ? link.arrival(packet.message.class, earliest) : earliest;
    this.#kernel.schedule(at, "delivery", this, op, packet);
  }

  #link(from: NodeId, to: NodeId): Link {
    let links = this.#links.get(from);
    if (links === undefined) {
      links = new Map();
      this.#links.set(from, links);
    }
    let link = links.get(to);
    if (link === undefined) {
      link = new Link(this.#kernel.entropy.draws("link", `${from}>${to}`));
      links.set(to, link);
    }
    return link;
  }

  #remember(a: NodeId, b: NodeId): void {
    this.#peersOf(a).add(b);
    this.#peersOf(b).add(a);
  }

  #peersOf(node: NodeId): Set<NodeId> {
    let peers = this.#peers.get(node);
    if (peers === undefined) {
      peers = new Set();
      this.#peers.set(node, peers);
    }
    return peers;
  }
}

class NetPort implements Net {
  readonly #network: Network;
  readonly #owner: Incarnation;

  constructor(network: Network, owner: Incarnation) {
    this.#network = network;
    this.#owner = owner;
  }

  send(to: NodeId, message: Message, sizeBytes: number): void {
    // A process that was killed in the middle of an event sends nothing more.
    if (this.#owner.alive) this.#network.send(this.#owner, to, message, sizeBytes);
  }
}
