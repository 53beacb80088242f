/** What happens in a task while the barriers of a checkpoint come in: the trace of it, and the word to its producers. */
import { type EventId, NO_EVENT } from "../trace/trace.ts";
import type { Micros, World } from "../world.ts";
import type { BarrierAbortReason, BarrierListener } from "./barrier-handler.ts";
import type { TaskInput } from "./task-input.ts";

/** What the task does with the result. */
export interface AlignmentOwner {
  onBarriersAligned(checkpointId: number, triggeredAtMicros: Micros): void;
  onAlignmentAborted(checkpointId: number, reason: string): void;
}

/** `CheckpointFailureReason` */
const DECLINED: Readonly<Record<BarrierAbortReason, string>> = {
  subsumed: "CHECKPOINT_DECLINED_SUBSUMED",
  "cancel-barrier": "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER",
  "input-ended": "CHECKPOINT_DECLINED_INPUT_END_OF_STREAM",
};

/** A checkpoint of which some barriers are there. */
interface Alignment {
  readonly startedAt: Micros;
  readonly firstBarrier: EventId;
}

/** The alignment of one task with inputs. */
export class TaskAlignment implements BarrierListener {
  readonly #task: number;
  readonly #world: World;
  readonly #input: TaskInput;
  readonly #owner: AlignmentOwner;
  /** Channels, by position, that wait for the other barriers. */
  readonly #blocked = new Set<number>();
  /** By checkpoint, oldest first. */
  readonly #alignments = new Map<number, Alignment>();

  constructor(task: number, world: World, input: TaskInput, owner: AlignmentOwner) {
    this.#task = task;
    this.#world = world;
    this.#input = input;
    this.#owner = owner;
  }

  onAlignmentStart(checkpointId: number, channel: number, triggeredAtMicros: Micros): void {
    const { trace, clock } = this.#world;
    const startedAt = clock.now();
    const x = startedAt - triggeredAtMicros;
    const firstBarrier = trace.step("cp.first", { task: this.#task, ch: checkpointId, a: this.#idOf(channel), x });
    this.#alignments.set(checkpointId, { startedAt, firstBarrier });
  }

  onBlocked(channel: number, checkpointId: number): void {
    this.#blocked.add(channel);
    this.#world.trace.emit("cp.block", { task: this.#task, ch: this.#idOf(channel), a: checkpointId });
  }

  onUnblocked(channel: number, checkpointId: number): void {
    // A single channel, or one with an obsolete barrier, was never blocked here; its sender stopped behind the barrier all
    // the same.
    if (this.#blocked.delete(channel))
      this.#world.trace.emit("cp.unblock", { task: this.#task, ch: this.#idOf(channel), a: checkpointId });
    this.#input.channels[channel].link?.resume();
  }

  onAligned(checkpointId: number, lastChannel: number, triggeredAtMicros: Micros): void {
    const { trace, clock } = this.#world;
    const alignment = this.#alignments.get(checkpointId);
    this.#forget(checkpointId);
    trace.step("cp.aligned", {
      task: this.#task,
      ch: checkpointId,
      a: this.#idOf(lastChannel),
      b: this.#input.queued(),
      x: clock.now() - (alignment?.startedAt ?? clock.now()),
      enabler: alignment?.firstBarrier ?? NO_EVENT,
    });
    this.#owner.onBarriersAligned(checkpointId, triggeredAtMicros);
  }

  onAborted(checkpointId: number, reason: BarrierAbortReason): void {
    this.#forget(checkpointId);
    this.#owner.onAlignmentAborted(checkpointId, DECLINED[reason]);
  }

  /** With a checkpoint, those before it are over as well. */
  #forget(checkpointId: number): void {
    for (const id of this.#alignments.keys()) if (id <= checkpointId) this.#alignments.delete(id);
  }

  #idOf(position: number): number {
    return this.#input.channels[position].channel;
  }
}
