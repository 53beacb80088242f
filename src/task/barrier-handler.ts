/**
 * Decides when the barriers of a task's channels make a checkpoint. Exactly once (`SingleCheckpointBarrierHandler`): each
 * channel stays stopped behind its barrier until the last one has come. At least once (`CheckpointBarrierTracker`): barriers
 * are only counted.
 */

import type { BarrierEvent } from "../network/elements.ts";
import { listOf } from "../types/list-of.ts";
import type { Micros } from "../world.ts";

/** What the task does when told. Channels are named by their position among all channels of the task. */
export interface BarrierListener {
  /** The first barrier of a checkpoint came. */
  onAlignmentStart(checkpointId: number, channel: number, triggeredAtMicros: Micros): void;
  onBlocked(channel: number, checkpointId: number): void;
  /** The channel may go on. */
  onUnblocked(channel: number, checkpointId: number): void;
  /** All barriers are there. */
  onAligned(checkpointId: number, lastChannel: number, triggeredAtMicros: Micros): void;
  /** The checkpoint will not happen in this task: tell the coordinator and those downstream. */
  onAborted(checkpointId: number, reason: "subsumed" | "cancel-barrier"): void;
}

/** The barriers of all channels of a task. */
export class BarrierHandler {
  readonly #listener: BarrierListener;
  readonly #exactlyOnce: boolean;
  readonly #open: boolean[];
  #openCount: number;
  /** The checkpoint whose barriers are coming in, or the newest that was handled. */
  #current = 0;
  #pending = false;
  #triggeredAtMicros: Micros = 0;
  readonly #arrived = new Set<number>();

  constructor(channels: number, exactlyOnce: boolean, listener: BarrierListener) {
    this.#listener = listener;
    this.#exactlyOnce = exactlyOnce;
    this.#open = listOf(channels, () => true);
    this.#openCount = channels;
  }

  onBarrier(barrier: BarrierEvent, channel: number): void {
    const id = barrier.checkpointId;
    if (id < this.#current || (id === this.#current && !this.#pending)) {
      // Done or aborted already: the channel has nothing to wait for.
      if (barrier.blocksUpstream) this.#listener.onUnblocked(channel, id);
      return;
    }
    if (id > this.#current) {
      if (this.#pending) this.#abort("subsumed");
      this.#current = id;
      this.#pending = true;
      this.#triggeredAtMicros = barrier.triggeredAtMicros;
      this.#listener.onAlignmentStart(id, channel, barrier.triggeredAtMicros);
    }
    this.#arrived.add(channel);
    if (this.#exactlyOnce && this.#open.length > 1) this.#listener.onBlocked(channel, id);
    this.#completeIfAligned(channel);
  }

  onCancelBarrier(checkpointId: number): void {
    if (checkpointId < this.#current || (checkpointId === this.#current && !this.#pending)) return;
    if (checkpointId > this.#current) {
      if (this.#pending) this.#abort("subsumed");
      this.#current = checkpointId;
    }
    this.#abort("cancel-barrier");
  }

  /** Nothing comes any more on the channel: it counts as aligned. */
  onEndOfPartition(channel: number): void {
    if (!this.#open[channel]) return;
    this.#open[channel] = false;
    this.#openCount--;
    const arrived = this.#arrived.delete(channel);
    if (this.#pending && (!arrived || this.#arrived.size === this.#openCount)) this.#completeIfAligned(channel);
  }

  /** Some barriers of a checkpoint are there, others are missing. */
  get aligning(): boolean {
    return this.#pending;
  }

  /** A task without open inputs is triggered by the coordinator. */
  get allEnded(): boolean {
    return this.#openCount === 0;
  }

  #completeIfAligned(lastChannel: number): void {
    if (!this.#pending || this.#arrived.size < this.#openCount) return;
    this.#pending = false;
    const id = this.#current;
    this.#listener.onAligned(id, lastChannel, this.#triggeredAtMicros);
    this.#release(id);
  }

  #abort(reason: "subsumed" | "cancel-barrier"): void {
    this.#pending = false;
    const id = this.#current;
    this.#listener.onAborted(id, reason);
    this.#release(id);
  }

  #release(checkpointId: number): void {
    const arrived = [...this.#arrived];
    this.#arrived.clear();
    for (const channel of arrived) this.#listener.onUnblocked(channel, checkpointId);
  }
}
