import type { CheckpointedFunction, FunctionInitializationContext } from "../api/checkpointed-function.ts";
import { RichSourceFunction, type SourceContext, type SourceRun } from "../api/source-function.ts";
import type { ListState } from "../api/state.ts";
import { ListStateDescriptor } from "../api/state-descriptors.ts";
import { IllegalArgumentError } from "../types/errors.ts";

const STATE = new ListStateDescriptor<number>("from-elements-state");

/** Emits the elements of a list, in order. `FromElementsFunction`. State: how many it has emitted; it lives as long as the job. */
export class FromElementsFunction<T> extends RichSourceFunction<T> implements CheckpointedFunction {
  private readonly elements: readonly T[];
  private emitted = 0;
  private state!: ListState<number>;

  /** Throws for a null or undefined among the elements. */
  constructor(elements: Iterable<T>) {
    super();
    this.elements = [...elements];
    if (this.elements.some((element) => element === null || element === undefined))
      throw new IllegalArgumentError("The collection contains a null element.");
  }

  initializeState(context: FunctionInitializationContext): void {
    this.state = context.getOperatorStateStore().getListState(STATE);
    for (const emitted of this.state.get()) this.emitted = emitted;
  }

  override *run(ctx: SourceContext<T>): SourceRun {
    while (this.emitted < this.elements.length) {
      ctx.collect(this.elements[this.emitted++]);
      yield;
    }
  }

  snapshotState(): void {
    this.state.update([this.emitted]);
  }
}
