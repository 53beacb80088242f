/** Opens, snapshots and notifies function objects that have operator state. `StreamingFunctionUtils`. */
import type {
  FunctionInitializationContext,
  FunctionSnapshotContext,
  OperatorStateStore,
} from "../api/checkpointed-function.ts";
import type { KeyedStateStore, RichFunction } from "../api/functions.ts";
import type { OperatorContext } from "./operator.ts";
import { refusePromise } from "./refuse-promise.ts";
import { keyedStateOf, ScopedStateStore } from "./udf-context.ts";

/** A function object, or null for an operator without one. Plain functions have no life cycle. */
export type UserFunction = object | null;

class InitializationContext implements FunctionInitializationContext {
  readonly #ctx: OperatorContext;
  readonly #restoredCheckpoint: number;

  constructor(ctx: OperatorContext, restoredCheckpoint: number) {
    this.#ctx = ctx;
    this.#restoredCheckpoint = restoredCheckpoint;
  }

  isRestored(): boolean {
    return this.#restoredCheckpoint > 0;
  }

  getRestoredCheckpointId(): number | null {
    return this.isRestored() ? this.#restoredCheckpoint : null;
  }

  getOperatorStateStore(): OperatorStateStore {
    const { operatorState } = this.#ctx;
    return {
      getListState: ({ name, elementType }) => operatorState.listState(name, elementType),
      getUnionListState: ({ name, elementType }) => operatorState.unionListState(name, elementType),
      getBroadcastState: (descriptor) => operatorState.broadcastState(descriptor.name, descriptor),
    };
  }

  getKeyedStateStore(): KeyedStateStore {
    return new ScopedStateStore((descriptor) => keyedStateOf(this.#ctx).state(descriptor));
  }
}

/** Calls `initializeState` of a function object that has it. */
export function initializeFunction(fn: UserFunction, ctx: OperatorContext, restoredCheckpoint: number): void {
  const { initializeState } = life(fn);
  if (initializeState === undefined) return;
  const returned: unknown = initializeState.call(fn, new InitializationContext(ctx, restoredCheckpoint));
  refusePromise(returned, ctx.operatorName, "initializeState");
}

/** Calls `snapshotState` of a function object that has it. */
export function snapshotFunction(
  fn: UserFunction,
  ctx: OperatorContext,
  checkpointId: number,
  timestampMs: number,
): void {
  const { snapshotState } = life(fn);
  if (snapshotState === undefined) return;
  const context: FunctionSnapshotContext = {
    getCheckpointId: () => checkpointId,
    getCheckpointTimestamp: () => timestampMs,
  };
  const returned: unknown = snapshotState.call(fn, context);
  refusePromise(returned, ctx.operatorName, "snapshotState");
}

/** Tells a function object what became of a checkpoint. */
export function notifyFunction(fn: UserFunction, what: "complete" | "aborted", checkpointId: number): void {
  const { notifyCheckpointComplete, notifyCheckpointAborted } = life(fn);
  (what === "complete" ? notifyCheckpointComplete : notifyCheckpointAborted)?.call(fn, checkpointId);
}

const NOTHING: RichFunction = {};

function life(fn: UserFunction): RichFunction {
  return fn ?? NOTHING;
}
