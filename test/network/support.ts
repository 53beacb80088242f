import type { Process } from "../../sim/kernel/node.ts";
import type { DataMessage } from "../../src/network/data-messages.ts";
import { DataBuffer, type NetworkElement } from "../../src/network/elements.ts";
import { InputGate } from "../../src/network/input-gate.ts";
import { NetworkEnvironment } from "../../src/network/network-environment.ts";
import { ResultPartition } from "../../src/network/result-partition.ts";
import type { ConnectionClosed, Message, NodeId, World } from "../../src/world.ts";
import { nodeId } from "../../src/world.ts";
import { TestWorld } from "../sim/support/world.ts";

/** A machine that has nothing but its part of the data plane. */
export class DataNode implements Process {
  readonly world: World;
  readonly network: NetworkEnvironment;
  readonly received: DataMessage[] = [];

  constructor(world: World, incarnation: number) {
    this.world = world;
    this.network = new NetworkEnvironment(world, incarnation, { initialMs: 100, maxMs: 10_000 });
  }

  start(): void {}

  receive(from: NodeId, message: Message): void {
    if (message.class === "data") {
      this.received.push(message as DataMessage);
      this.network.receive(from, message as DataMessage);
    } else if (message.class === "connection") {
      const { peer, incarnation } = message as ConnectionClosed;
      this.network.onConnectionClosed(peer, incarnation);
    }
  }
}

export const CHANNEL = 7;
const PRODUCER = 1;
const CONSUMER = 2;
/** Data buffers that may be under way without more credit: exclusive ones of the channel, floating ones of the gate. */
export const EXCLUSIVE = 2;
export const FLOATING = 3;
const POOL = { buffersPerChannel: 2, floatingBuffers: 8, maxBuffersPerChannel: 10 };

/** A producer and a consumer with one channel between them, on two machines or on one. */
export class Wire {
  readonly world = new TestWorld();
  readonly partition: ResultPartition;
  readonly gate: InputGate;
  readonly errors: string[] = [];
  wakes = 0;
  readonly producer: DataNode;
  readonly consumer: DataNode;
  #record = 0;

  constructor(local = false) {
    const nodes: DataNode[] = [];
    const add = (name: string) =>
      this.world.add(name, (world, incarnation) => {
        const node = new DataNode(world, incarnation);
        nodes.push(node);
        return node;
      });
    add("p");
    if (!local) add("c");
    this.producer = nodes[0];
    this.consumer = nodes.at(-1) as DataNode;
    const { clock, trace } = this.producer.world;
    const owner = { wake: () => void this.wakes++, emissionTime: () => clock.now() };
    this.partition = new ResultPartition([CHANNEL], PRODUCER, clock, trace, owner, POOL);
    const reader = { wake: () => {}, fail: (error: Error) => void this.errors.push(error.message) };
    this.gate = new InputGate([CHANNEL], CONSUMER, trace, reader, EXCLUSIVE, FLOATING);
  }

  /** Registers the producer's side. */
  offer(): this {
    this.producer.network.registerProducer(this.partition.subpartitions[0]);
    return this;
  }

  /** Lets the consumer ask for its channel. */
  open(incarnation = 1): this {
    const fail = (reason: string) => void this.errors.push(reason);
    this.consumer.network.openChannel(this.gate.channels[0], { node: nodeId("p"), incarnation }, fail);
    return this;
  }

  /** Writes a buffer of one record. */
  write(): void {
    const buffer = this.partition.requestBuffer(++this.#record);
    buffer.add(this.#record, 0);
    buffer.recordBytes = 8;
    this.partition.add(this.partition.subpartitions[0], buffer);
  }

  event(element: Exclude<NetworkElement, DataBuffer>): void {
    this.partition.add(this.partition.subpartitions[0], element);
  }

  /** Takes all that has come and gives the buffers back; records as their numbers, events as their kinds. */
  take(limit = Number.POSITIVE_INFINITY): (number | string)[] {
    const seen: (number | string)[] = [];
    while (seen.length < limit) {
      const polled = this.gate.poll();
      if (polled === null) break;
      const { channel, element } = polled;
      if (element instanceof DataBuffer) {
        seen.push(element.values[0] as number);
        channel.recycle();
      } else {
        seen.push(element.kind);
        channel.skip();
      }
    }
    return seen;
  }

  run(micros = 1_000_000): this {
    this.world.run(this.world.kernel.now + micros);
    return this;
  }
}
