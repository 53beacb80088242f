/** Runs the records of a buffer, and the watermarks and statuses between them, through the head of a task's chain. */
import type { DataBuffer } from "../network/elements.ts";
import type { InputChannel } from "../network/input-channel.ts";
import type { OperatorInput } from "../operators/two-input-operator.ts";
import type { CauseContext, Trace } from "../trace/trace.ts";
import type { SliceClock } from "./slice-clock.ts";
import type { TaskInput } from "./task-input.ts";

/** Works through the buffers of one task. */
export class BufferProcessor {
  readonly #task: number;
  readonly #trace: Trace;
  readonly #slices: SliceClock;
  #buffer: DataBuffer | null = null;
  #at = 0;
  /** Of the buffer's control elements. */
  #nextControl = 0;
  /** What caused the slice, at record level. */
  #slice: CauseContext | null = null;

  constructor(task: number, trace: Trace, slices: SliceClock) {
    this.#task = task;
    this.#trace = trace;
    this.#slices = slices;
  }

  /** The record that is being processed; undefined between buffers. A failure report shows it. */
  get current(): unknown {
    return this.#buffer?.values[this.#at];
  }

  /** @param head null: the operators had finished before the restore; only counts and watermarks matter */
  process(
    buffer: DataBuffer,
    channel: InputChannel,
    position: number,
    input: TaskInput,
    head: OperatorInput | null,
  ): void {
    const trace = this.#trace;
    const task = this.#task;
    if (trace.buffers) trace.step("proc.begin", { task, ch: channel.channel, a: buffer.elements, b: 0 });
    // At record level each record's effects are caused by its own el.take; what comes between is caused by the slice.
    this.#slice = trace.records ? trace.causes() : null;
    this.#buffer = buffer;
    this.#nextControl = 0;
    if (head !== null) this.#records(buffer, channel, position, input, head);
    this.#controls(buffer, Number.POSITIVE_INFINITY, position, input);
    channel.recordsTaken += buffer.values.length;
    this.#buffer = null;
    if (this.#slice !== null) trace.resume(this.#slice);
    if (trace.buffers) trace.emit("proc.end", { task, x: this.#slices.chargedMicros });
  }

  #records(buffer: DataBuffer, channel: InputChannel, position: number, input: TaskInput, head: OperatorInput): void {
    const { values, timestamps } = buffer;
    let controlAt = this.#controls(buffer, 0, position, input);
    for (let i = 0; i < values.length; i++) {
      if (i === controlAt) controlAt = this.#controls(buffer, i, position, input);
      this.#slices.chargeRecord();
      this.#at = i;
      if (this.#slice !== null) this.#traceTake(buffer, channel, i, this.#slice);
      const value = values[i];
      head.setKeyContext(value);
      head.processElement(value, timestamps[i]);
    }
  }

  #traceTake({ firstRecord, timestamps }: DataBuffer, { channel }: InputChannel, i: number, slice: CauseContext): void {
    this.#trace.resume(slice);
    this.#trace.step("el.take", { task: this.#task, ch: channel, a: firstRecord + i, b: 0, x: timestamps[i] });
  }

  /** The watermarks and statuses before a record; gives the record before which the next ones stand. */
  #controls({ controls, controlAt }: DataBuffer, record: number, position: number, input: TaskInput): number {
    while (this.#nextControl < controls.length && controlAt[this.#nextControl] <= record) {
      if (this.#slice !== null) this.#trace.resume(this.#slice);
      const control = controls[this.#nextControl++];
      if (control.kind === "watermark") input.onWatermark(control.timestampMs, position);
      else input.onStatus(control.idle, position);
    }
    return this.#nextControl < controls.length ? controlAt[this.#nextControl] : -1;
  }
}
