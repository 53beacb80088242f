/**
 * Exactly once (`SingleCheckpointBarrierHandler`): each channel stays stopped behind its barrier until the last one has come, so
 * there is one checkpoint at a time.
 */
import type { BarrierEvent } from "../network/elements.ts";
import { listOf } from "../types/list-of.ts";
import type { Micros } from "../world.ts";
import type { BarrierAbortReason, BarrierListener, CheckpointBarrierHandler } from "./barrier-handler.ts";

/** The barriers of all channels of a task. `SingleCheckpointBarrierHandler` */
export class SingleCheckpointBarrierHandler implements CheckpointBarrierHandler {
  readonly #listener: BarrierListener;
  readonly #afterTasksFinish: boolean;
  readonly #open: boolean[];
  #openCount: number;
  /** The checkpoint whose barriers are coming in, or the newest that was handled. */
  #current = 0;
  #pending = false;
  #triggeredAtMicros: Micros = 0;
  readonly #arrived = new Set<number>();
  /** Channels whose producer has stopped behind the barrier: one that was injected stops nobody. */
  readonly #stopped = new Set<number>();

  /** @param afterTasksFinish a channel that has ended counts as aligned; otherwise the checkpoint is given up */
  constructor(channels: number, afterTasksFinish: boolean, listener: BarrierListener) {
    this.#listener = listener;
    this.#afterTasksFinish = afterTasksFinish;
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
    if (barrier.blocksUpstream) {
      this.#stopped.add(channel);
      if (this.#open.length > 1) this.#listener.onBlocked(channel, id);
    }
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

  /** The channel counts as aligned. */
  onEndOfPartition(channel: number): void {
    if (!this.#open[channel]) return;
    this.#open[channel] = false;
    this.#openCount--;
    this.#stopped.delete(channel);
    const arrived = this.#arrived.delete(channel);
    if (this.#pending && !this.#afterTasksFinish) {
      this.#abort("input-ended");
      return;
    }
    if (this.#pending && (!arrived || this.#arrived.size === this.#openCount)) this.#completeIfAligned(channel);
  }

  get aligning(): boolean {
    return this.#pending;
  }

  #completeIfAligned(lastChannel: number): void {
    if (!this.#pending || this.#arrived.size < this.#openCount) return;
    this.#pending = false;
    const id = this.#current;
    this.#listener.onAligned(id, lastChannel, this.#triggeredAtMicros);
    this.#release(id);
  }

  #abort(reason: BarrierAbortReason): void {
    this.#pending = false;
    const id = this.#current;
    this.#listener.onAborted(id, reason);
    this.#release(id);
  }

  #release(checkpointId: number): void {
    const stopped = [...this.#stopped];
    this.#stopped.clear();
    this.#arrived.clear();
    for (const channel of stopped) this.#listener.onUnblocked(channel, checkpointId);
  }
}
