/**
 * The data plane of one TaskManager process (`NettyShuffleEnvironment`): knows the channels of its tasks, asks producers
 * for them, and routes messages by channel id. An id that it does not know belongs to another attempt or process: the
 * message is refused.
 */
import type { Clock, EventHandler, Net, NodeId, World } from "../world.ts";
import { LocalConsumer, LocalLink, RemoteConsumer, RemoteLink } from "./channel-ends.ts";
import { type DataMessage, HEADER_BYTES } from "./data-messages.ts";
import { DataBuffer, EVENT_BYTES } from "./elements.ts";
import type { InputChannel } from "./input-channel.ts";
import type { ResultSubpartition } from "./result-subpartition.ts";

/** How often a consumer asks for a producer that is not there yet. */
export interface RequestBackoff {
  /** `taskmanager.network.request-backoff.initial` and `.max`, ms. */
  readonly initialMs: number;
  readonly maxMs: number;
}

/** Where the producer of a channel runs. */
export interface ProducerLocation {
  readonly node: NodeId;
  /** Which process of that machine. */
  readonly incarnation: number;
}

interface Consumer {
  readonly channel: InputChannel;
  readonly producer: ProducerLocation;
  readonly fail: (reason: string) => void;
  backoffMs: number;
}

interface Producer {
  readonly subpartition: ResultSubpartition;
  consumerNode: NodeId | null;
}

/** The channels of one TaskManager process. */
export class NetworkEnvironment implements EventHandler {
  readonly #node: NodeId;
  readonly #incarnation: number;
  readonly #net: Net;
  readonly #clock: Clock;
  readonly #backoff: RequestBackoff;
  readonly #producers = new Map<number, Producer>();
  readonly #consumers = new Map<number, Consumer>();

  constructor(world: World, incarnation: number, backoff: RequestBackoff) {
    this.#node = world.node;
    this.#incarnation = incarnation;
    this.#net = world.net;
    this.#clock = world.clock;
    this.#backoff = backoff;
  }

  registerProducer(subpartition: ResultSubpartition): void {
    this.#producers.set(subpartition.channel, { subpartition, consumerNode: null });
  }

  releaseProducer(channel: number): void {
    this.#producers.delete(channel);
  }

  /** Asks the producer for the channel, again and again until it is there or the back-off has reached its end. */
  openChannel(channel: InputChannel, producer: ProducerLocation, fail: (reason: string) => void): void {
    const consumer: Consumer = { channel, producer, fail, backoffMs: 0 };
    this.#consumers.set(channel.channel, consumer);
    this.#request(consumer);
  }

  closeChannel(channel: number): void {
    const consumer = this.#consumers.get(channel);
    if (consumer === undefined) return;
    this.#consumers.delete(channel);
    if (consumer.channel.link?.local === false)
      this.#send(consumer.producer.node, { class: "data", kind: "close", channel }, HEADER_BYTES);
  }

  /** The process at the other end is gone: what was read from it fails. */
  onConnectionClosed(peer: NodeId, incarnation: number): void {
    const consumers = [...this.#consumers.values()].filter(
      ({ producer }) => producer.node === peer && producer.incarnation === incarnation,
    );
    const reason = `RemoteTransportException: Connection unexpectedly closed by remote task manager '${peer}'. This might indicate that the remote task manager was lost.`;
    for (const { fail } of consumers) fail(reason);
  }

  receive(from: NodeId, message: DataMessage): void {
    const { channel } = message;
    switch (message.kind) {
      case "partition-request":
        this.#onRequest(from, channel, message.credit);
        return;
      case "add-credit":
        this.#producerFor(from, channel)?.addCredit(message.credit);
        return;
      case "resume":
        this.#producerFor(from, channel)?.resume();
        return;
      case "close":
        this.#producerFor(from, channel)?.detach();
        return;
      case "buffer": {
        const consumer = this.#consumers.get(channel);
        if (consumer === undefined) return;
        const { element } = message;
        consumer.channel.onElement(
          message.sequence,
          element,
          message.backlog,
          element instanceof DataBuffer ? element.sizeBytes : EVENT_BYTES,
        );
        return;
      }
      case "backlog":
        this.#consumers.get(channel)?.channel.onBacklog(message.backlog);
        return;
      case "partition-not-found":
        this.#retry(channel);
        return;
    }
  }

  onEvent(_op: number, payload: unknown): void {
    const consumer = payload as Consumer;
    if (this.#consumers.get(consumer.channel.channel) === consumer) this.#request(consumer);
  }

  #producerFor(from: NodeId, channel: number): ResultSubpartition | null {
    const producer = this.#producers.get(channel);
    return producer !== undefined && producer.consumerNode === from ? producer.subpartition : null;
  }

  #request(consumer: Consumer): void {
    const { channel, producer } = consumer;
    if (producer.node === this.#node && producer.incarnation === this.#incarnation) {
      const local = this.#producers.get(channel.channel);
      if (local === undefined) {
        this.#retry(channel.channel);
        return;
      }
      channel.link = new LocalLink(local.subpartition);
      local.subpartition.attach(new LocalConsumer(channel), 0);
      return;
    }
    channel.link = new RemoteLink(this.#net, producer.node, channel.channel);
    this.#send(
      producer.node,
      {
        class: "data",
        kind: "partition-request",
        channel: channel.channel,
        credit: channel.initialCredit,
        consumer: `${this.#node}#${this.#incarnation}`,
      },
      HEADER_BYTES,
    );
  }

  #retry(channel: number): void {
    const consumer = this.#consumers.get(channel);
    if (consumer === undefined) return;
    const next = consumer.backoffMs === 0 ? this.#backoff.initialMs : consumer.backoffMs * 2;
    if (consumer.backoffMs >= this.#backoff.maxMs) {
      consumer.fail(
        `PartitionNotFoundException: the producer of channel ${channel} on ${consumer.producer.node} did not appear within the back-off of ${this.#backoff.maxMs} ms.`,
      );
      return;
    }
    consumer.backoffMs = Math.min(next, this.#backoff.maxMs);
    this.#clock.schedule(this.#clock.now() + consumer.backoffMs * 1000, "timer", this, 0, consumer);
  }

  #onRequest(from: NodeId, channel: number, credit: number): void {
    const producer = this.#producers.get(channel);
    if (producer === undefined) {
      this.#send(from, { class: "data", kind: "partition-not-found", channel }, HEADER_BYTES);
      return;
    }
    producer.consumerNode = from;
    producer.subpartition.attach(new RemoteConsumer(this.#net, from, channel), credit);
  }

  #send(to: NodeId, message: DataMessage, sizeBytes: number): void {
    this.#net.send(to, message, sizeBytes);
  }
}
