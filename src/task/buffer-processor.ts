/** Runs the records of a buffer, and the watermarks and statuses between them, through the head of a task's chain. */
import type { DataBuffer } from "../network/elements.ts";
import type { InputChannel } from "../network/input-channel.ts";
import type { OneInputOperator } from "../operators/operator.ts";
import type { Trace } from "../trace/trace.ts";
import type { SliceClock } from "./slice-clock.ts";
import type { TaskInput } from "./task-input.ts";

/** Works through the buffers of one task. */
export class BufferProcessor {
  readonly #task: number;
  readonly #trace: Trace;
  readonly #slices: SliceClock;
  #buffer: DataBuffer | null = null;
  #at = 0;

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
    head: OneInputOperator | null,
  ): void {
    const trace = this.#trace;
    const task = this.#task;
    if (trace.buffers) trace.step("proc.begin", { task, ch: channel.channel, a: buffer.elements, b: 0 });
    const { values, timestamps, controlAt } = buffer;
    // At record level each record's effects are caused by its own el.take; what comes between is caused by the slice.
    const slice = trace.records ? trace.causes() : null;
    this.#buffer = buffer;
    let nextControl = 0;
    for (let i = 0; i <= values.length; i++) {
      for (; nextControl < controlAt.length && controlAt[nextControl] === i; nextControl++) {
        if (slice !== null) trace.resume(slice);
        this.#control(buffer, nextControl, position, input);
      }
      if (i === values.length) break;
      channel.recordsTaken++;
      if (head === null) continue;
      const value = values[i];
      this.#slices.chargeRecord();
      this.#at = i;
      if (slice !== null) {
        trace.resume(slice);
        trace.step("el.take", { task, ch: channel.channel, a: buffer.firstRecord + i, b: 0, x: timestamps[i] });
      }
      head.setKeyContext(value);
      head.processElement(value, timestamps[i]);
    }
    this.#buffer = null;
    if (slice !== null) trace.resume(slice);
    if (trace.buffers) trace.emit("proc.end", { task, x: this.#slices.chargedMicros });
  }

  #control(buffer: DataBuffer, i: number, position: number, input: TaskInput): void {
    const control = buffer.controls[i];
    if (control.kind === "watermark") input.onWatermark(control.timestampMs, position);
    else input.onStatus(control.idle, position);
  }
}
