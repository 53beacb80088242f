/**
 * At least once (`CheckpointBarrierTracker`): barriers are only counted and no channel ever waits, so several checkpoints can be
 * under way in a task. What comes through a channel behind its barrier is in the snapshot too, and comes again after a restore.
 */
import type { BarrierEvent } from "../network/elements.ts";
import type { Micros } from "../world.ts";
import type { BarrierAbortReason, BarrierListener, CheckpointBarrierHandler } from "./barrier-handler.ts";

/** `MAX_CHECKPOINTS_TO_TRACK` */
const MOST_PENDING = 50;

/** How many barriers of one checkpoint are there. `CheckpointBarrierCount` */
class BarrierCount {
  readonly checkpointId: number;
  readonly triggeredAtMicros: Micros;
  aborted = false;
  readonly #awaited: number;
  readonly #channels = new Set<number>();

  /** @param awaited channels that were open when the first barrier came */
  constructor(checkpointId: number, triggeredAtMicros: Micros, awaited: number) {
    this.checkpointId = checkpointId;
    this.triggeredAtMicros = triggeredAtMicros;
    this.#awaited = awaited;
  }

  /** The channel's barrier is there, or will not come. True: it was the last one. */
  mark(channel: number): boolean {
    this.#channels.add(channel);
    return this.#channels.size === this.#awaited;
  }
}

/** The barriers of all channels of a task. `CheckpointBarrierTracker` */
export class CheckpointBarrierTracker implements CheckpointBarrierHandler {
  readonly aligning = false;
  readonly #listener: BarrierListener;
  readonly #afterTasksFinish: boolean;
  #openChannels: number;
  /** By id, oldest first. */
  #pending: BarrierCount[] = [];
  /** The newest checkpoint that was ever counted. */
  #newest = 0;

  /** @param afterTasksFinish a channel that has ended counts as aligned; otherwise nothing can be made any more that it misses */
  constructor(channels: number, afterTasksFinish: boolean, listener: BarrierListener) {
    this.#listener = listener;
    this.#afterTasksFinish = afterTasksFinish;
    this.#openChannels = channels;
  }

  onBarrier({ checkpointId, triggeredAtMicros }: BarrierEvent, channel: number): void {
    if (checkpointId > this.#newest) {
      this.#listener.onAlignmentStart(checkpointId, channel, triggeredAtMicros);
      if (this.#openChannels === 1) {
        this.#pending = [];
        this.#listener.onAligned(checkpointId, channel, triggeredAtMicros);
      } else this.#begin(new BarrierCount(checkpointId, triggeredAtMicros, this.#openChannels), channel);
      return;
    }
    const position = this.#pending.findIndex((count) => count.checkpointId === checkpointId);
    if (position >= 0 && this.#pending[position].mark(channel)) this.#end(position, channel);
  }

  onCancelBarrier(checkpointId: number, channel: number): void {
    // As in Flink, a single channel then leaves alone what was being counted when the others ended.
    if (checkpointId > this.#newest && this.#openChannels === 1) {
      this.#listener.onAborted(checkpointId, "cancel-barrier");
      return;
    }
    while (this.#pending.length > 0 && this.#pending[0].checkpointId < checkpointId) {
      this.#abort(this.#pending[0]);
      this.#pending.shift();
    }
    const count = this.#pending.at(0);
    if (count?.checkpointId === checkpointId) {
      this.#abort(count);
      // It is remembered until all its barriers and markers have come, so that none of them begins it anew.
      if (count.mark(channel)) this.#pending.shift();
    } else if (checkpointId > this.#newest) {
      const aborted = new BarrierCount(checkpointId, 0, this.#openChannels);
      this.#abort(aborted);
      this.#begin(aborted, channel);
    }
  }

  /** The channel counts for all checkpoints; the newest one that waited for nothing else is made. */
  onEndOfPartition(channel: number): void {
    this.#openChannels--;
    if (!this.#afterTasksFinish) {
      for (const count of this.#pending.splice(0)) this.#abort(count, "input-ended");
      return;
    }
    for (let position = this.#pending.length - 1; position >= 0; position--)
      if (this.#pending[position].mark(channel)) {
        this.#end(position, channel);
        return;
      }
  }

  #begin(count: BarrierCount, channel: number): void {
    this.#newest = count.checkpointId;
    count.mark(channel);
    this.#pending.push(count);
    if (this.#pending.length > MOST_PENDING) this.#pending.shift();
  }

  /** Nobody hears of the older ones: the coordinator gives them up when this one is complete. */
  #end(position: number, lastChannel: number): void {
    const count = this.#pending[position];
    this.#pending = this.#pending.slice(position + 1);
    if (!count.aborted) this.#listener.onAligned(count.checkpointId, lastChannel, count.triggeredAtMicros);
  }

  #abort(count: BarrierCount, reason: BarrierAbortReason = "cancel-barrier"): void {
    if (count.aborted) return;
    count.aborted = true;
    this.#listener.onAborted(count.checkpointId, reason);
  }
}
