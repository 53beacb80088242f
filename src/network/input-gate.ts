/**
 * All channels of one input of a task (`SingleInputGate`): reads the channels that have data in turn, one buffer each, and
 * shares its floating buffers among them.
 */

import type { Trace } from "../trace/trace.ts";
import type { NetworkElement } from "./elements.ts";
import { type ChannelOwner, type FloatingBuffers, InputChannel } from "./input-channel.ts";

/** The task that reads: woken when data comes, failed when the network does. */
export interface GateOwner {
  wake(): void;
  fail(error: Error): void;
}

/** What was polled: the element and where it came from. */
export interface Polled {
  readonly channel: InputChannel;
  readonly element: NetworkElement;
}

/** The receiving end of one input of a task. */
export class InputGate implements ChannelOwner, FloatingBuffers {
  readonly channels: readonly InputChannel[];
  readonly #owner: GateOwner;
  readonly #ready: InputChannel[] = [];
  #floating: number;
  readonly #waiting: InputChannel[] = [];

  constructor(
    channelIds: readonly number[],
    task: number,
    trace: Trace,
    owner: GateOwner,
    exclusive: number,
    floating: number,
  ) {
    this.#owner = owner;
    this.#floating = floating;
    this.channels = channelIds.map((id, index) => new InputChannel(id, index, task, trace, this, this, exclusive));
  }

  hasData(): boolean {
    return this.#ready.length > 0;
  }

  /** Buffers and events that wait in all channels. */
  queued(): number {
    let sum = 0;
    for (const channel of this.channels) sum += channel.length;
    return sum;
  }

  poll(): Polled | null {
    const channel = this.#ready.shift();
    if (channel === undefined) return null;
    const element = channel.poll();
    if (channel.length > 0) this.#ready.push(channel);
    else channel.enqueued = false;
    return { channel, element };
  }

  onData(channel: InputChannel): void {
    if (channel.enqueued) return;
    channel.enqueued = true;
    this.#ready.push(channel);
    this.#owner.wake();
  }

  fail(error: Error): void {
    this.#owner.fail(error);
  }

  take(channel: InputChannel, wanted: number): number {
    const got = Math.min(wanted, this.#floating);
    this.#floating -= got;
    if (got < wanted && !this.#waiting.includes(channel)) this.#waiting.push(channel);
    return got;
  }

  giveBack(): void {
    this.#floating++;
    const next = this.#waiting.shift();
    next?.requestFloating();
  }
}
