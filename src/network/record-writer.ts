/**
 * Writes records of one edge into the buffers of its channels (`RecordWriter`). A record is copied on its way out, so that
 * nothing is shared between tasks. Open buffers go out when full, when the buffer timeout comes, or before an event.
 */
import type { Trace } from "../trace/trace.ts";
import { Copier } from "../types/structural-copy.ts";
import type { ChannelSelector } from "./channel-selector.ts";
import type { ControlElement, DataBuffer, NetworkEvent } from "./elements.ts";
import type { ResultPartition } from "./result-partition.ts";

/** When a buffer goes out. */
export interface RecordWriterOptions {
  /** Records a buffer holds at the most. */
  readonly bufferRecords: number;
  /** Bytes after which a buffer is full. */
  readonly segmentBytes: number;
  /** ms; 0 = flush after each record, −1 = only full buffers. */
  readonly bufferTimeoutMs: number;
}

/** Told once when a buffer was opened and nothing is waiting for the timeout yet. */
export interface FlushTimer {
  armFlush(timeoutMs: number): void;
}

/** The writing end of one edge of a subtask. */
export class RecordWriter {
  readonly partition: ResultPartition;
  readonly #task: number;
  readonly #trace: Trace;
  readonly #selector: ChannelSelector;
  readonly #options: RecordWriterOptions;
  readonly #timer: FlushTimer;
  readonly #open: (DataBuffer | null)[];
  readonly #copier: Copier;
  #recordBytes = 0;

  /** @param place names the edge among those of the program */
  constructor(
    partition: ResultPartition,
    selector: ChannelSelector,
    task: number,
    trace: Trace,
    options: RecordWriterOptions,
    timer: FlushTimer,
    place = "edge",
  ) {
    this.partition = partition;
    this.#selector = selector;
    this.#task = task;
    this.#trace = trace;
    this.#options = options;
    this.#timer = timer;
    this.#copier = new Copier(place);
    this.#open = partition.subpartitions.map(() => null);
  }

  emit(value: unknown, timestampMs: number): void {
    const channel = this.#selector.select(value);
    if (channel >= 0) this.#write(channel, this.#copier.copy(value), timestampMs);
    else for (let i = 0; i < this.#open.length; i++) this.#write(i, this.#copier.copy(value), timestampMs);
  }

  /** Watermarks and statuses go to every channel, in line with the records. */
  broadcastControl(control: ControlElement): void {
    for (let i = 0; i < this.#open.length; i++) {
      this.#buffer(i).addControl(control);
      if (this.#trace.records) this.#traceControl(i, control);
    }
    this.#written();
  }

  /** An event goes to every channel, behind all that was written before. */
  broadcastEvent(event: NetworkEvent): void {
    this.flush();
    for (const subpartition of this.partition.subpartitions) this.partition.add(subpartition, event);
  }

  flush(): void {
    for (let i = 0; i < this.#open.length; i++) if (this.#open[i] !== null) this.#finish(i);
  }

  #write(channel: number, value: unknown, timestampMs: number): void {
    const buffer = this.#buffer(channel);
    const subpartition = this.partition.subpartitions[channel];
    const n = ++subpartition.recordsWritten;
    buffer.values.push(value);
    buffer.timestamps.push(timestampMs);
    // The size of a buffer is estimated from the edge's first record: measuring each would cost more than it tells.
    if (this.#recordBytes === 0) this.#recordBytes = estimateBytes(value);
    buffer.sizeBytes += this.#recordBytes;
    if (this.#trace.records)
      this.#trace.emit("el.emit", { task: this.#task, ch: subpartition.channel, a: n, b: 0, x: timestampMs });
    if (buffer.values.length >= this.#options.bufferRecords || buffer.sizeBytes >= this.#options.segmentBytes)
      this.#finish(channel);
    this.#written();
  }

  #written(): void {
    if (this.#options.bufferTimeoutMs === 0) this.flush();
  }

  #buffer(channel: number): DataBuffer {
    let buffer = this.#open[channel];
    if (buffer === null) {
      buffer = this.partition.requestBuffer(this.partition.subpartitions[channel].recordsWritten + 1);
      this.#open[channel] = buffer;
      if (this.#options.bufferTimeoutMs > 0) this.#timer.armFlush(this.#options.bufferTimeoutMs);
    }
    return buffer;
  }

  #finish(channel: number): void {
    const buffer = this.#open[channel];
    if (buffer === null) return;
    this.#open[channel] = null;
    this.partition.add(this.partition.subpartitions[channel], buffer);
  }

  #traceControl(channel: number, control: ControlElement): void {
    const ch = this.partition.subpartitions[channel].channel;
    const [b, x] = control.kind === "watermark" ? [1, control.timestampMs] : [2, control.idle ? 1 : 0];
    this.#trace.emit("el.emit", { task: this.#task, ch, b, x });
  }
}

/** Rough size of a record on the wire, bytes. */
function estimateBytes(value: unknown): number {
  switch (typeof value) {
    case "string":
      return 4 + value.length;
    case "object": {
      if (value === null) return 1;
      let sum = 4;
      for (const field of Object.values(value)) sum += estimateBytes(field);
      return sum;
    }
    default:
      return 8;
  }
}
