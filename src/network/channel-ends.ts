/** How the two ends of a channel reach each other: over the network, or within one process. */
import type { Net, NodeId } from "../world.ts";
import { type DataMessage, HEADER_BYTES } from "./data-messages.ts";
import type { NetworkElement } from "./elements.ts";
import type { InputChannel, ProducerLink } from "./input-channel.ts";
import type { ResultSubpartition, SubpartitionConsumer } from "./result-subpartition.ts";

/** A consumer in another process (`CreditBasedSequenceNumberingViewReader`). */
export class RemoteConsumer implements SubpartitionConsumer {
  readonly local = false;
  readonly #net: Net;
  readonly #node: NodeId;
  readonly #channel: number;

  constructor(net: Net, node: NodeId, channel: number) {
    this.#net = net;
    this.#node = node;
    this.#channel = channel;
  }

  deliver(sequence: number, element: NetworkElement, backlog: number, sizeBytes: number): void {
    const message: DataMessage = {
      class: "data",
      kind: "buffer",
      channel: this.#channel,
      sequence,
      element,
      backlog,
    };
    this.#net.send(this.#node, message, HEADER_BYTES + sizeBytes);
  }

  announceBacklog(backlog: number): void {
    const message: DataMessage = { class: "data", kind: "backlog", channel: this.#channel, backlog };
    this.#net.send(this.#node, message, HEADER_BYTES);
  }
}

/** A producer in another process (`PartitionRequestClient`). */
export class RemoteLink implements ProducerLink {
  readonly local = false;
  readonly #net: Net;
  readonly #node: NodeId;
  readonly #channel: number;

  constructor(net: Net, node: NodeId, channel: number) {
    this.#net = net;
    this.#node = node;
    this.#channel = channel;
  }

  announceCredit(credit: number): void {
    const message: DataMessage = { class: "data", kind: "add-credit", channel: this.#channel, credit };
    this.#net.send(this.#node, message, HEADER_BYTES);
  }

  resume(): void {
    const message: DataMessage = { class: "data", kind: "resume", channel: this.#channel };
    this.#net.send(this.#node, message, HEADER_BYTES);
  }

  recycle(): void {}
}

/** A consumer in the same process (`LocalInputChannel`). */
export class LocalConsumer implements SubpartitionConsumer {
  readonly local = true;
  readonly #channel: InputChannel;

  constructor(channel: InputChannel) {
    this.#channel = channel;
  }

  deliver(sequence: number, element: NetworkElement, backlog: number, sizeBytes: number): void {
    this.#channel.onElement(sequence, element, backlog, sizeBytes);
  }

  announceBacklog(): void {}
}

/** A producer in the same process. */
export class LocalLink implements ProducerLink {
  readonly local = true;
  readonly #subpartition: ResultSubpartition;

  constructor(subpartition: ResultSubpartition) {
    this.#subpartition = subpartition;
  }

  announceCredit(): void {}

  resume(): void {
    this.#subpartition.resume();
  }

  recycle(): void {
    this.#subpartition.recycleLocal();
  }
}
