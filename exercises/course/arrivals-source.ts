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

/**
 * `ParallelTestSource` of Apache Flink's training, with arrival times and a position in its checkpoints. It emits what it
 * is told to and nothing more: a record without a timestamp has none.
 */
export class ArrivalsSource extends RichParallelSourceFunction<unknown> implements CheckpointedFunction {
  private readonly bySubtask: readonly (readonly Arrival[])[];
  /** When time 0 of the schedule is, on the wall clock of the run, ms. */
  private readonly startEpochMs: number;
  private arrivals: readonly Arrival[] = [];
  private next = 0;
  private state!: ListState<number>;

  constructor(bySubtask: readonly (readonly Arrival[])[], startEpochMs: number) {
    super();
    this.bySubtask = bySubtask;
    this.startEpochMs = startEpochMs;
  }

  initializeState(context: FunctionInitializationContext): void {
    this.state = context.getOperatorStateStore().getListState(new ListStateDescriptor<number>("next"));
    for (const next of this.state.get()) this.next = next;
  }

  override open({ indexOfThisSubtask }: RuntimeContext): void {
    this.arrivals = this.bySubtask[indexOfThisSubtask] ?? [];
  }

  *run(ctx: SourceContext<unknown>): SourceRun {
    while (this.next < this.arrivals.length) {
      const { atMs, element } = this.arrivals[this.next];
      const waitMs = this.startEpochMs + atMs - ctx.currentProcessingTime();
      if (waitMs > 0) yield ctx.sleep(waitMs);
      if (element.kind === "watermark") ctx.emitWatermark(element.watermarkMs);
      else if (element.timestampMs === undefined) ctx.collect(element.value);
      else ctx.collectWithTimestamp(element.value, element.timestampMs);
      this.next++;
      yield;
    }
  }

  snapshotState(): void {
    this.state.update([this.next]);
  }
}
