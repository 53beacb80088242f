/** Takes a task's input, one element at a time, to where it belongs: data to the head, barriers to the alignment (`StreamOneInputProcessor`). */
import { CHECKPOINTING_MODE } from "../config/options.ts";
import type { InputChannel } from "../network/input-channel.ts";
import type { InputGate } from "../network/input-gate.ts";
import type { OneInputOperator } from "../operators/operator.ts";
import type { WatermarkValveOutput } from "../time/watermark-valve.ts";
import { BarrierHandler } from "./barrier-handler.ts";
import { BufferProcessor } from "./buffer-processor.ts";
import type { SliceClock } from "./slice-clock.ts";
import { type AlignmentOwner, TaskAlignment } from "./task-alignment.ts";
import type { TaskEnvironment } from "./task-environment.ts";
import { TaskInput } from "./task-input.ts";
import type { TaskOutput } from "./task-output.ts";
import type { TaskWaits } from "./task-waits.ts";

/** The task, as the processor of its input sees it. */
export interface EndOfDataListener {
  /** The data of all channels has ended. */
  onEndOfData(): void;
}

/** The input of one attempt and what becomes of it. `StreamOneInputProcessor` */
export class StreamInputProcessor implements WatermarkValveOutput {
  /** null: the operators had finished before the restore; only counts and watermarks matter. */
  head: OneInputOperator | null = null;
  readonly #input: TaskInput;
  readonly #barriers: BarrierHandler;
  readonly #buffers: BufferProcessor;
  readonly #output: TaskOutput;
  readonly #waits: TaskWaits;
  readonly #listener: EndOfDataListener;
  /** Channels whose data has not ended. */
  #open: number;
  /** The channel whose buffer the last slice processed. */
  #toRecycle: InputChannel | null = null;

  constructor(
    task: number,
    environment: TaskEnvironment,
    gates: readonly InputGate[],
    slices: SliceClock,
    output: TaskOutput,
    waits: TaskWaits,
    alignment: AlignmentOwner,
    listener: EndOfDataListener,
  ) {
    const { world, configuration } = environment;
    this.#output = output;
    this.#waits = waits;
    this.#listener = listener;
    this.#input = new TaskInput(gates, this, task, world.trace);
    this.#buffers = new BufferProcessor(task, world.trace, slices);
    this.#open = this.#input.channels.length;
    const exactlyOnce = configuration.get(CHECKPOINTING_MODE) === "EXACTLY_ONCE";
    this.#barriers = new BarrierHandler(
      this.#open,
      exactlyOnce,
      new TaskAlignment(task, world, this.#input, alignment),
    );
  }

  get gates(): readonly InputGate[] {
    return this.#input.gates;
  }

  get channels(): readonly InputChannel[] {
    return this.#input.channels;
  }

  /** The record that is being processed; undefined between buffers. */
  get current(): unknown {
    return this.#buffers.current;
  }

  hasData(): boolean {
    return this.#input.hasData();
  }

  /** A processed buffer has still to go back. */
  get holdsBuffer(): boolean {
    return this.#toRecycle !== null;
  }

  /** Gives the processed buffer back, as credit. */
  recycle(): void {
    const channel = this.#toRecycle;
    if (channel === null) return;
    this.#toRecycle = null;
    channel.recycle();
  }

  /** One element, if there is any. */
  processInput(): void {
    const taken = this.#input.take();
    if (taken === null) {
      this.#waits.begin(this.#barriers.aligning ? "align" : "no-input");
      return;
    }
    this.#waits.end();
    const { element, channel, position } = taken;
    if (element.kind === "data") {
      this.#toRecycle = channel;
      this.#buffers.process(element, channel, position, this.#input, this.head);
      return;
    }
    channel.skip();
    switch (element.kind) {
      case "barrier":
        this.#barriers.onBarrier(element, position);
        return;
      case "cancel-barrier":
        this.#barriers.onCancelBarrier(element.checkpointId);
        return;
      case "end-of-data":
        this.#open--;
        if (this.#open === 0) this.#listener.onEndOfData();
        return;
      case "end-of-partition":
        this.#barriers.onEndOfPartition(position);
        return;
    }
  }

  onWatermark(timestampMs: number): void {
    if (this.head !== null) this.head.processWatermark(timestampMs);
    else this.#output.emitWatermark(timestampMs);
  }

  onStatus(idle: boolean): void {
    if (this.head !== null) this.head.processStatus(idle);
    else this.#output.emitStatus(idle);
  }

  /** [channel, records] so far. */
  processed(): [number, number][] {
    return this.channels.map((c): [number, number] => [c.channel, c.recordsTaken]);
  }
}
