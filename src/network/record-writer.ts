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

/** The output that a writer is part of. */
export interface WriterOwner {
  /** A buffer was begun or finished: whether there is room is to be asked anew. */
  onBuffer(): void;
  /** A buffer was begun that goes out after the timeout at the latest. */
  armFlush(timeoutMs: number): void;
}

/** The writing end of one edge of a subtask. */
export class RecordWriter {
  readonly partition: ResultPartition;
  readonly #task: number;
  readonly #trace: Trace;
  /** Events of records are wanted. */
  readonly #traced: boolean;
  readonly #selector: ChannelSelector;
  readonly #options: RecordWriterOptions;
  readonly #owner: WriterOwner;
  readonly #open: (DataBuffer | null)[];
  /** Of the buffer that was finished last, by channel: the next one may become as full. */
  readonly #lastRecords: number[];
  readonly #copier: Copier;
  #recordBytes = 0;

  /** @param place names the edge among those of the program */
  constructor(
    partition: ResultPartition,
    selector: ChannelSelector,
    task: number,
    trace: Trace,
    options: RecordWriterOptions,
    owner: WriterOwner,
    place = "edge",
  ) {
    this.partition = partition;
    this.#selector = selector;
    this.#task = task;
    this.#trace = trace;
    this.#traced = trace.records;
    this.#options = options;
    this.#owner = owner;
    this.#copier = new Copier(place);
    this.#open = partition.subpartitions.map(() => null);
    this.#lastRecords = partition.subpartitions.map(() => 0);
  }

  emit(value: unknown, timestampMs: number): void {
    const channel = this.#selector.select(value);
    if (channel >= 0) this.#write(channel, this.#copier.copy(value), timestampMs);
    else for (let i = 0; i < this.#open.length; i++) this.#write(i, this.#copier.copy(value), timestampMs);
  }

  /** Watermarks and statuses go to every channel, in line with the records. */
  broadcastControl(control: ControlElement): void {
    for (let i = 0; i < this.#open.length; i++) {
      const buffer = this.#open[i] ?? this.#request(i);
      buffer.addControl(control);
      this.#measure(buffer);
      if (this.#traced) this.#traceControl(i, control);
    }
    this.#written();
  }

  /** An event goes to every channel, behind all that was written before. */
  broadcastEvent(event: NetworkEvent): void {
    this.flush();
    for (const subpartition of this.partition.subpartitions) this.partition.add(subpartition, event);
  }

  /** [channel, records] so far: the cut that a snapshot notes. */
  sent(): [number, number][] {
    return this.partition.subpartitions.map(({ channel, recordsWritten }, i): [number, number] => [
      channel,
      recordsWritten + (this.#open[i]?.records ?? 0),
    ]);
  }

  flush(): void {
    for (let i = 0; i < this.#open.length; i++) if (this.#open[i] !== null) this.#finish(i);
  }

  #write(channel: number, value: unknown, timestampMs: number): void {
    const buffer = this.#open[channel] ?? this.#request(channel);
    const records = buffer.add(value, timestampMs);
    if (this.#traced) this.#traceRecord(channel, buffer.firstRecord + records - 1, timestampMs);
    if (records >= buffer.capacity) this.#full(channel, buffer, value);
    this.#written();
  }

  /** The size of a buffer is estimated from the edge's first record: measuring each would cost more than it tells. */
  #full(channel: number, buffer: DataBuffer, value: unknown): void {
    if (this.#recordBytes === 0) {
      this.#recordBytes = estimateBytes(value);
      for (const open of this.#open) if (open !== null) this.#measure(open);
    }
    if (buffer.records >= buffer.capacity) this.#finish(channel);
  }

  /** Until the first record has come, the capacity is one: then it is known. */
  #measure(buffer: DataBuffer): void {
    const { bufferRecords, segmentBytes } = this.#options;
    buffer.recordBytes = this.#recordBytes;
    buffer.capacity =
      this.#recordBytes === 0
        ? 1
        : Math.min(bufferRecords, Math.ceil((segmentBytes - buffer.controlBytes) / this.#recordBytes));
  }

  #written(): void {
    if (this.#options.bufferTimeoutMs === 0) this.flush();
  }

  #request(channel: number): DataBuffer {
    const buffer = this.partition.requestBuffer(
      this.partition.subpartitions[channel].recordsWritten + 1,
      this.#lastRecords[channel],
    );
    this.#measure(buffer);
    this.#open[channel] = buffer;
    this.#owner.onBuffer();
    if (this.#options.bufferTimeoutMs > 0) this.#owner.armFlush(this.#options.bufferTimeoutMs);
    return buffer;
  }

  #finish(channel: number): void {
    const buffer = this.#open[channel];
    if (buffer === null) return;
    this.#open[channel] = null;
    const subpartition = this.partition.subpartitions[channel];
    subpartition.recordsWritten += buffer.records;
    this.#lastRecords[channel] = buffer.records;
    this.partition.add(subpartition, buffer);
    this.#owner.onBuffer();
  }

  #traceRecord(channel: number, n: number, timestampMs: number): void {
    const ch = this.partition.subpartitions[channel].channel;
    this.#trace.emit("el.emit", { task: this.#task, ch, a: n, b: 0, x: timestampMs });
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
