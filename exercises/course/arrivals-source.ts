/** The source of a case: each subtask emits its elements at the times that a schedule gives them. */
import {
  type CheckpointedFunction,
  type FunctionInitializationContext,
  type ListState,
  ListStateDescriptor,
  RichParallelSourceFunction,
  type RuntimeContext,
  type SourceContext,
  type SourceRun,
} from "tidemark";
import type { SourceElement } from "./exercise.ts";

/** An element and the time of the run at which it arrives, ms; after a restore what is overdue comes at once. */
export interface Arrival {
  readonly atMs: number;
  readonly element: SourceElement;
}

/** How far the elements of a subtask have been emitted. */
interface Position {
  /** The subtask that began with them. */
  readonly lane: number;
  readonly next: number;
}

/**
 * `ParallelTestSource` of Apache Flink's training, with arrival times and positions in its checkpoints. It emits what it
 * is told to and nothing more: a record without a timestamp has none.
 *
 * A subtask that has finished is in no checkpoint any more, and after a restore the positions that are left go round all
 * subtasks. So a subtask goes on with the lanes that it is given, whoever began them, and a lane without position is done.
 */
export class ArrivalsSource extends RichParallelSourceFunction<unknown> implements CheckpointedFunction {
  /** A function, since functions are not copied for each subtask as data is: arrivals are many, and nobody changes them. */
  private readonly arrivalsOf: (lane: number) => readonly Arrival[] | undefined;
  /** When time 0 of the schedule is, on the wall clock of the run, ms. */
  private readonly startEpochMs: number;
  private positions: Position[] = [];
  private isRestored = false;
  private state!: ListState<Position>;

  constructor(bySubtask: readonly (readonly Arrival[])[], startEpochMs: number) {
    super();
    this.arrivalsOf = (lane) => bySubtask[lane];
    this.startEpochMs = startEpochMs;
  }

  initializeState(context: FunctionInitializationContext): void {
    this.state = context.getOperatorStateStore().getListState(new ListStateDescriptor<Position>("positions"));
    this.positions = [...this.state.get()];
    this.isRestored = context.isRestored();
  }

  override open({ indexOfThisSubtask }: RuntimeContext): void {
    if (!this.isRestored) this.positions = [{ lane: indexOfThisSubtask, next: 0 }];
  }

  *run(ctx: SourceContext<unknown>): SourceRun {
    for (let first = this.first(); first >= 0; first = this.first()) {
      const { lane, next } = this.positions[first];
      const { atMs, element } = (this.arrivalsOf(lane) ?? [])[next];
      const waitMs = this.startEpochMs + atMs - ctx.currentProcessingTime();
      if (waitMs > 0) yield ctx.sleep(waitMs);
      if (element.kind === "watermark") ctx.emitWatermark(element.watermarkMs);
      else if (element.timestampMs === undefined) ctx.collect(element.value);
      else ctx.collectWithTimestamp(element.value, element.timestampMs);
      this.positions[first] = { lane, next: next + 1 };
      yield;
    }
  }

  snapshotState(): void {
    this.state.update(this.positions);
  }

  /** The position whose next element comes first; -1 if there is nothing left. */
  private first(): number {
    const next = this.positions.map(
      ({ lane, next }) => this.arrivalsOf(lane)?.[next]?.atMs ?? Number.POSITIVE_INFINITY,
    );
    const least = Math.min(...next);
    return least === Number.POSITIVE_INFINITY ? -1 : next.indexOf(least);
  }
}
