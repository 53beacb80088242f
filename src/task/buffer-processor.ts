/** Runs the records of a buffer, and the watermarks and statuses between them, through the head of a task's chain. */
import type { DataBuffer } from "../network/elements.ts";
import type { InputChannel } from "../network/input-channel.ts";
import type { OperatorInput } from "../operators/two-input-operator.ts";
import type { CauseContext, Trace } from "../trace/trace.ts";
import { MIN_PRIORITY } from "./mailbox.ts";
import type { SliceClock } from "./slice-clock.ts";
import type { TaskInput } from "./task-input.ts";

/** The chain, as whoever feeds it sees it. */
export interface ChainRoom {
  /** Place in the chain of the last operator that is full; `MIN_PRIORITY`: none is. */
  fullDepth(): number;
}

/** A buffer that is worked on. */
interface Work {
  readonly buffer: DataBuffer;
  readonly channel: InputChannel;
  /** Of the channel among all of the task. */
  readonly position: number;
  readonly input: TaskInput;
  /** null: the operators had finished before the restore; only counts and watermarks matter */
  readonly head: OperatorInput | null;
}

/** Works through the buffers of one task. It stops where an operator is full, and goes on exactly there. */
export class BufferProcessor {
  readonly #task: number;
  readonly #trace: Trace;
  readonly #slices: SliceClock;
  readonly #room: ChainRoom;
  #work: Work | null = null;
  /** The next record. */
  #at = 0;
  /** The next one of the buffer's control elements. */
  #nextControl = 0;
  /** A record is in the chain. */
  #inRecord = false;
  /** What caused the slice, at record level. */
  #slice: CauseContext | null = null;

  constructor(task: number, trace: Trace, slices: SliceClock, room: ChainRoom) {
    this.#task = task;
    this.#trace = trace;
    this.#slices = slices;
    this.#room = room;
  }

  /** The record that is being processed; undefined between records. A failure report shows it. */
  get current(): unknown {
    return this.#inRecord ? this.#work?.buffer.values[this.#at] : undefined;
  }

  /** There was no room for the rest of a buffer; `goOn` takes it up. */
  get unfinished(): boolean {
    return this.#work !== null;
  }

  process(work: Work): void {
    this.#work = work;
    this.#at = work.head === null ? work.buffer.records : 0;
    this.#nextControl = 0;
    this.goOn();
  }

  /** From where the last slice stopped. */
  goOn(): void {
    const work = this.#work;
    if (work === null) return;
    const { buffer, channel } = work;
    const trace = this.#trace;
    const task = this.#task;
    const left = buffer.elements - this.#nextControl - (work.head === null ? 0 : this.#at);
    if (trace.buffers) trace.step("proc.begin", { task, ch: channel.channel, a: left, b: 0 });
    // At record level each record's effects are caused by its own el.take; what comes between is caused by the slice.
    this.#slice = trace.records ? trace.causes() : null;
    if (this.#elements(work)) {
      channel.recordsTaken += buffer.records;
      this.#work = null;
    }
    if (this.#slice !== null) trace.resume(this.#slice);
    if (trace.buffers) trace.emit("proc.end", { task, x: this.#slices.chargedMicros });
  }

  /** False: an operator is full. */
  #elements(work: Work): boolean {
    const { records } = work.buffer;
    let controlAt = this.#controlAt(work);
    while (true) {
      while (controlAt <= this.#at) {
        this.#control(work);
        if (this.#room.fullDepth() > MIN_PRIORITY) return this.#isThrough(work);
        controlAt = this.#controlAt(work);
      }
      if (this.#at >= records) return true;
      this.#record(work);
      if (this.#room.fullDepth() > MIN_PRIORITY) return this.#isThrough(work);
    }
  }

  #isThrough({ buffer }: Work): boolean {
    return this.#at >= buffer.records && this.#nextControl >= buffer.controls.length;
  }

  #record({ buffer, channel, head }: Work): void {
    const { values, timestamps } = buffer;
    this.#slices.chargeRecord();
    const at = this.#at;
    this.#inRecord = true;
    if (this.#slice !== null) this.#traceTake(buffer, channel, at, this.#slice);
    const value = values[at];
    head?.setKeyContext(value);
    head?.processElement(value, timestamps[at]);
    this.#inRecord = false;
    this.#at++;
  }

  #traceTake({ firstRecord, timestamps }: DataBuffer, { channel }: InputChannel, i: number, slice: CauseContext): void {
    this.#trace.resume(slice);
    this.#trace.step("el.take", { task: this.#task, ch: channel, a: firstRecord + i, b: 0, x: timestamps[i] });
  }

  /** The record before which the next watermark or status stands. */
  #controlAt({ buffer: { controls, controlAt } }: Work): number {
    return this.#nextControl < controls.length ? controlAt[this.#nextControl] : Number.POSITIVE_INFINITY;
  }

  #control({ buffer, input, position }: Work): void {
    if (this.#slice !== null) this.#trace.resume(this.#slice);
    const control = buffer.controls[this.#nextControl++];
    if (control.kind === "watermark") input.onWatermark(control.timestampMs, position);
    else input.onStatus(control.idle, position);
  }
}
