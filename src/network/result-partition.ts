/**
 * What one subtask produces for one consumer vertex (`PipelinedResultPartition`): a subpartition per channel and one buffer
 * pool for all. It is unavailable while the pool is empty or a subpartition is too long; one record may overdraw it.
 */
import type { Trace } from "../trace/trace.ts";
import type { Clock, EventHandler, Micros } from "../world.ts";
import { DataBuffer, type NetworkElement } from "./elements.ts";
import { ResultSubpartition, type SubpartitionOwner } from "./result-subpartition.ts";

/** Buffers of a partition, by Flink's keys `taskmanager.network.memory.*`. */
export interface PartitionOptions {
  readonly buffersPerChannel: number;
  readonly floatingBuffers: number;
  readonly maxBuffersPerChannel: number;
}

/** The task that writes: woken when room comes back, asked when what it writes now really leaves. */
export interface PartitionOwner {
  wake(): void;
  /** Virtual time at which what is emitted now leaves the task. */
  emissionTime(): Micros;
}

interface Emission {
  readonly subpartition: ResultSubpartition;
  readonly element: NetworkElement;
}

/** The output of one subtask for one consumer vertex. */
export class ResultPartition implements SubpartitionOwner, EventHandler {
  readonly subpartitions: readonly ResultSubpartition[];
  readonly #task: number;
  readonly #clock: Clock;
  readonly #trace: Trace;
  readonly #owner: PartitionOwner;
  readonly #options: PartitionOptions;
  readonly #poolSize: number;
  #inUse = 0;
  /** Subpartitions with more buffers than they may have. */
  #tooLong = 0;
  #unavailable = false;
  /** Elements whose time of emission has not come. */
  #emitting = 0;
  #released = false;

  constructor(
    channels: readonly number[],
    task: number,
    clock: Clock,
    trace: Trace,
    owner: PartitionOwner,
    options: PartitionOptions,
  ) {
    this.#task = task;
    this.#clock = clock;
    this.#trace = trace;
    this.#owner = owner;
    this.#options = options;
    this.#poolSize = channels.length * options.buffersPerChannel + options.floatingBuffers;
    this.subpartitions = channels.map((channel) => new ResultSubpartition(channel, task, trace, this));
  }

  /** May the task begin another element? */
  isAvailable(): boolean {
    if (this.#inUse < this.#poolSize && this.#tooLong === 0) return true;
    this.#unavailable = true;
    return false;
  }

  /**
   * Takes a buffer out of the pool, beyond its size if the element that is being written needs it.
   * @param expectedRecords a guess
   */
  requestBuffer(firstRecord: number, expectedRecords = 0): DataBuffer {
    this.#inUse++;
    const overdraft = this.#inUse - this.#poolSize;
    if (overdraft > 0 && this.#trace.buffers)
      this.#trace.emit("pool.state", { task: this.#task, a: 0, b: this.#poolSize, x: overdraft });
    return new DataBuffer(firstRecord, expectedRecords);
  }

  /** Queues an element at the time when the task has really come to it. */
  add(subpartition: ResultSubpartition, element: NetworkElement): void {
    const at = this.#owner.emissionTime();
    // What is emitted now stays behind what is still on its way, even if that is due at this very moment.
    if (at <= this.#clock.now() && this.#emitting === 0) {
      subpartition.add(element);
      return;
    }
    this.#emitting++;
    this.#clock.schedule(at, "cpu", this, 0, { subpartition, element } satisfies Emission);
  }

  /** The task ended without finishing: what is queued is gone. */
  release(): void {
    this.#released = true;
    for (const subpartition of this.subpartitions) subpartition.detach();
  }

  onEvent(_op: number, payload: unknown): void {
    this.#emitting--;
    if (this.#released) return;
    const { subpartition, element } = payload as Emission;
    subpartition.add(element);
  }

  onBacklogChanged(from: number, to: number): void {
    const limit = this.#options.maxBuffersPerChannel;
    if (from <= limit && to > limit) this.#tooLong++;
    else if (from > limit && to <= limit) this.#tooLong--;
  }

  onRecycled(): void {
    this.#inUse--;
    if (!this.#unavailable || this.#released) return;
    this.#unavailable = false;
    this.#owner.wake();
  }
}
