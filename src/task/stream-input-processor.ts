/** Takes a task's input, one element at a time, to where it belongs: data to the head, barriers to the alignment (`StreamOneInputProcessor`, `StreamTwoInputProcessor`). */
import { CHECKPOINTING_MODE, CHECKPOINTS_AFTER_TASKS_FINISH } from "../config/options.ts";
import type { InputChannel } from "../network/input-channel.ts";
import type { InputGate } from "../network/input-gate.ts";
import type { OperatorInput } from "../operators/two-input-operator.ts";
import { CombinedWatermark } from "../time/combined-watermark.ts";
import type { Micros } from "../world.ts";
import type { CheckpointBarrierHandler } from "./barrier-handler.ts";
import { BufferProcessor, type ChainRoom } from "./buffer-processor.ts";
import { CheckpointBarrierTracker } from "./checkpoint-barrier-tracker.ts";
import { SingleCheckpointBarrierHandler } from "./single-checkpoint-barrier-handler.ts";
import type { SliceClock } from "./slice-clock.ts";
import { type AlignmentOwner, TaskAlignment } from "./task-alignment.ts";
import type { BarrierInjection } from "./task-checkpoint-calls.ts";
import type { TaskEnvironment } from "./task-environment.ts";
import { type InputOfHead, TaskInput, type TaskInputOutput } from "./task-input.ts";
import type { TaskOutput } from "./task-output.ts";
import type { TaskWaits } from "./task-waits.ts";

/** The task, as the processor of its input sees it. */
export interface EndOfDataListener extends ChainRoom {
  /** The data of one of two inputs has ended. @param input 1 or 2 */
  onEndOfInput(input: number): void;
  /** The data of all channels has ended. */
  onEndOfData(): void;
}

/** The inputs of one attempt and what becomes of them. */
export class StreamInputProcessor implements TaskInputOutput, BarrierInjection {
  /** By input. null: the operators had finished before the restore; only counts and watermarks matter. */
  heads: readonly OperatorInput[] | null = null;
  readonly #input: TaskInput;
  readonly #barriers: CheckpointBarrierHandler;
  readonly #buffers: BufferProcessor;
  readonly #output: TaskOutput;
  readonly #waits: TaskWaits;
  readonly #listener: EndOfDataListener;
  /** By input: channels whose data has not ended. */
  readonly #open: number[];
  /** What goes on in place of operators that had finished before the restore. */
  readonly #finished: CombinedWatermark;
  /** Channels, by position, through which nothing comes any more. */
  readonly #endedChannels = new Set<number>();
  /** The channel whose buffer the last slice processed. */
  #toRecycle: InputChannel | null = null;

  constructor(
    task: number,
    environment: TaskEnvironment,
    gates: readonly InputOfHead[],
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
    this.#buffers = new BufferProcessor(task, world.trace, slices, listener);
    this.#open = [];
    for (const input of this.#input.inputOf) this.#open[input] = (this.#open[input] ?? 0) + 1;
    this.#finished = new CombinedWatermark(this.#open.length);
    const Handler =
      configuration.get(CHECKPOINTING_MODE) === "EXACTLY_ONCE"
        ? SingleCheckpointBarrierHandler
        : CheckpointBarrierTracker;
    const afterTasksFinish = configuration.get(CHECKPOINTS_AFTER_TASKS_FINISH);
    const aligner = new TaskAlignment(task, world, this.#input, alignment);
    this.#barriers = new Handler(this.#input.channels.length, afterTasksFinish, aligner);
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

  /** The rest of a buffer, or an element in a channel. */
  hasData(): boolean {
    return this.#buffers.unfinished || this.#input.hasData();
  }

  /** A processed buffer has still to go back. */
  get holdsBuffer(): boolean {
    return this.#toRecycle !== null && !this.#buffers.unfinished;
  }

  /** Gives the processed buffer back, as credit. */
  recycle(): void {
    const channel = this.#toRecycle;
    if (channel === null || this.#buffers.unfinished) return;
    this.#toRecycle = null;
    channel.recycle();
  }

  /** One element, if there is any, or the rest of one. */
  processInput(): void {
    if (this.#buffers.unfinished) {
      this.#waits.end();
      this.#buffers.goOn();
      return;
    }
    const taken = this.#input.take();
    if (taken === null) {
      this.#waits.begin(this.#barriers.aligning ? "align" : "no-input");
      return;
    }
    this.#waits.end();
    const { element, channel, position } = taken;
    if (element.kind === "data") {
      this.#toRecycle = channel;
      const head = this.heads?.[this.#input.inputOf[position]] ?? null;
      this.#buffers.process({ buffer: element, channel, position, input: this.#input, head });
      return;
    }
    channel.skip();
    switch (element.kind) {
      case "barrier":
        this.#barriers.onBarrier(element, position);
        return;
      case "cancel-barrier":
        this.#barriers.onCancelBarrier(element.checkpointId, position);
        return;
      case "end-of-data":
        this.#endData(this.#input.inputOf[position]);
        return;
      case "end-of-partition":
        this.#endedChannels.add(position);
        this.#barriers.onEndOfPartition(position);
        return;
    }
  }

  /** Nothing comes any more through any channel. */
  get hasEnded(): boolean {
    return this.#endedChannels.size === this.channels.length;
  }

  /** `StreamTask.triggerUnfinishedChannelsCheckpoint` */
  injectBarriers(checkpointId: number, triggeredAtMicros: Micros): void {
    const barrier = { kind: "barrier", checkpointId, triggeredAtMicros, blocksUpstream: false } as const;
    for (let position = 0; position < this.channels.length; position++)
      if (!this.#endedChannels.has(position)) this.#barriers.onBarrier(barrier, position);
  }

  onWatermark(timestampMs: number, input: number): void {
    if (this.heads !== null) this.heads[input].processWatermark(timestampMs);
    else if (this.#finished.updateWatermark(input, timestampMs)) this.#output.emitWatermark(this.#finished.watermark);
  }

  onStatus(idle: boolean, input: number): void {
    if (this.heads !== null) {
      this.heads[input].processStatus(idle);
      return;
    }
    const wasIdle = this.#finished.idle;
    if (this.#finished.updateStatus(input, idle)) this.#output.emitWatermark(this.#finished.watermark);
    if (this.#finished.idle !== wasIdle) this.#output.emitStatus(idle);
  }

  #endData(input: number): void {
    this.#open[input]--;
    if (this.#open[input] > 0) return;
    if (this.#open.length > 1) this.#listener.onEndOfInput(input + 1);
    if (this.#open.every((open) => open === 0)) this.#listener.onEndOfData();
  }

  /** [channel, records] so far. */
  processed(): [number, number][] {
    return this.channels.map((c): [number, number] => [c.channel, c.recordsTaken]);
  }
}
