/** What a task sends to others: its writers together, flushed in time, and released if it does not finish (`RecordWriterDelegate`). */
import type { NetworkEnvironment } from "../network/network-environment.ts";
import type { RecordWriter, WriterOwner } from "../network/record-writer.ts";
import type { PartitionOwner } from "../network/result-partition.ts";
import type { Clock, EventHandler } from "../world.ts";
import type { TaskDeployment } from "./deployment.ts";
import { createWriters } from "./task-channels.ts";
import type { TaskEnvironment } from "./task-environment.ts";

/** The output of one attempt. `RecordWriterDelegate` */
export class TaskOutput implements WriterOwner, EventHandler {
  /** One per data set that the vertex produces, in order. */
  readonly writers: readonly RecordWriter[];
  readonly #clock: Clock;
  readonly #network: NetworkEnvironment;
  /** No buffer was begun or finished since there was room. */
  #unchanged = false;
  #flushArmed = false;
  #closed = false;

  constructor(deployment: TaskDeployment, environment: TaskEnvironment, owner: PartitionOwner) {
    this.#clock = environment.world.clock;
    this.#network = environment.network;
    this.writers = createWriters(deployment, environment, owner, this);
  }

  /** Every data set has room for another element. */
  isAvailable(): boolean {
    const { writers } = this;
    let available = true;
    // All are asked: each wakes the task when it has room again.
    for (let i = 0; i < writers.length; i++) if (!writers[i].partition.isAvailable()) available = false;
    this.#unchanged = available;
    return available;
  }

  /** `isAvailable` between the records of a slice: only a buffer makes a difference. */
  hasRoom(): boolean {
    return this.#unchanged || this.isAvailable();
  }

  onBuffer(): void {
    this.#unchanged = false;
  }

  armFlush(timeoutMs: number): void {
    if (this.#flushArmed) return;
    this.#flushArmed = true;
    this.#clock.schedule(this.#clock.now() + timeoutMs * 1000, "timer", this, 0, null);
  }

  onEvent(): void {
    this.#flushArmed = false;
    if (!this.#closed) for (const writer of this.writers) writer.flush();
  }

  emitWatermark(timestampMs: number): void {
    for (const writer of this.writers) writer.broadcastControl({ kind: "watermark", timestampMs });
  }

  emitStatus(idle: boolean): void {
    for (const writer of this.writers) writer.broadcastControl({ kind: "status", idle });
  }

  broadcastEvent(event: Parameters<RecordWriter["broadcastEvent"]>[0]): void {
    for (const writer of this.writers) writer.broadcastEvent(event);
  }

  /** [channel, records] so far. */
  sent(): [number, number][] {
    const sent: [number, number][] = [];
    for (const writer of this.writers) sent.push(...writer.sent());
    return sent;
  }

  /** The task has ended. @param finished false: nothing that is still held goes out */
  close(finished: boolean): void {
    this.#closed = true;
    if (finished) return;
    for (const { partition } of this.writers) {
      partition.release();
      for (const { channel } of partition.subpartitions) this.#network.releaseProducer(channel);
    }
  }
}
