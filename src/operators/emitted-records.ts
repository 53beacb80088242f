import type { OperatorListState } from "../state/operator-state-backend.ts";
import type { OperatorContext } from "./operator.ts";

/** Which record of a source it is, for the trace. */
export interface EmittedCount {
  /** Stands for the split that a source function does not have. */
  readonly split: string;
  readonly offset: number;
}

/** Kept beside the function's own state. */
const NAME = "tidemark-emitted-records";

/**
 * Counts what a source function emits, so that the trace can tell a record that is emitted again from a new one. A function
 * with state goes on where it was, and so does its count; one without begins anew with each attempt, and nothing that it
 * emits then is known to be the same as before.
 */
export class EmittedRecords {
  readonly #state: OperatorListState<EmittedCount> | null;
  readonly #split: string;
  #offset: number;

  /** @param replays the function keeps state, so that it can go on where it was */
  constructor(ctx: OperatorContext, replays: boolean, restoredCheckpoint: number) {
    const { operatorName, operatorId, subtaskIndex, attemptNumber } = ctx;
    const own = `${operatorName.replace(/^Source: /, "")}-${operatorId.slice(0, 4)}-${subtaskIndex}`;
    this.#state = replays ? ctx.operatorState.listState<EmittedCount>(NAME) : null;
    const restored = this.#state?.get() ?? [];
    const [first] = restored;
    if (restored.length === 1 && first !== undefined) {
      this.#split = first.split;
      this.#offset = first.offset;
      return;
    }
    this.#offset = 0;
    if (!replays) this.#split = `${own}@${attemptNumber}`;
    // After a change of parallelism no count fits any more.
    else this.#split = restoredCheckpoint === 0 ? own : `${own}@cp${restoredCheckpoint}`;
  }

  /** Names the next record. */
  next(): EmittedCount {
    return { split: this.#split, offset: this.#offset++ };
  }

  snapshot(): void {
    this.#state?.update([{ split: this.#split, offset: this.#offset }]);
  }
}
