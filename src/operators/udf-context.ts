/** The life cycle of user functions and what they see of the runtime. `AbstractUdfStreamOperator`, `StreamingRuntimeContext`. */
import type { KeyedStateStore, RichFunction, RuntimeContext } from "../api/functions.ts";
import type { AggregatingState, ListState, MapState, ReducingState, ValueState } from "../api/state.ts";
import type {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  StateDescriptor,
  ValueStateDescriptor,
} from "../api/state-descriptors.ts";
import type { KeyedStateBackend } from "../state/keyed-state-backend.ts";
import { NullPointerError } from "../types/errors.ts";
import type { OperatorContext } from "./operator.ts";

/** Opens the state of a descriptor in some scope. */
export type OpenState = (descriptor: StateDescriptor) => unknown;

/** State by descriptor; every kind goes through one function, which decides the scope. */
export class ScopedStateStore implements KeyedStateStore {
  readonly #open: OpenState;

  /** @param open gives the handle for a descriptor, of the kind that `StateOf` says */
  constructor(open: OpenState) {
    this.#open = open;
  }

  getState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T> {
    return this.#open(descriptor) as ValueState<T>;
  }

  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T> {
    return this.#open(descriptor) as ListState<T>;
  }

  getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V> {
    return this.#open(descriptor) as MapState<K, V>;
  }

  getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T> {
    return this.#open(descriptor) as ReducingState<T>;
  }

  getAggregatingState<I, A, O>(descriptor: AggregatingStateDescriptor<I, A, O>): AggregatingState<I, O> {
    return this.#open(descriptor) as AggregatingState<I, O>;
  }
}

/** The keyed state of an operator; throws outside a keyed stream. */
export function keyedStateOf(ctx: OperatorContext): KeyedStateBackend {
  if (ctx.keyedState === null) {
    throw new NullPointerError("Keyed state can only be used on a keyed stream, that is, after keyBy().");
  }
  return ctx.keyedState;
}

class OperatorRuntimeContext extends ScopedStateStore implements RuntimeContext {
  readonly taskName: string;
  readonly indexOfThisSubtask: number;
  readonly numberOfParallelSubtasks: number;
  readonly maxNumberOfParallelSubtasks: number;
  readonly attemptNumber: number;

  constructor(ctx: OperatorContext, open: OpenState) {
    super(open);
    this.taskName = ctx.operatorName;
    this.indexOfThisSubtask = ctx.subtaskIndex;
    this.numberOfParallelSubtasks = ctx.parallelism;
    this.maxNumberOfParallelSubtasks = ctx.maxParallelism;
    this.attemptNumber = ctx.attemptNumber;
  }
}

/** What a rich function is opened with. @param open its states; default: those of the key */
export function runtimeContext(
  ctx: OperatorContext,
  open: OpenState = (descriptor) => keyedStateOf(ctx).state(descriptor),
): RuntimeContext {
  return new OperatorRuntimeContext(ctx, open);
}

/** Calls `open` of a rich function; a plain function has none. */
// biome-ignore lint/complexity/noBannedTypes: a user function of any signature.
export function openFunction(fn: object | Function, ctx: OperatorContext): void {
  if (typeof fn === "object") (fn as RichFunction).open?.(runtimeContext(ctx));
}

/** Calls `close` of a rich function. */
// biome-ignore lint/complexity/noBannedTypes: a user function of any signature.
export function closeFunction(fn: object | Function): void {
  if (typeof fn === "object") (fn as RichFunction).close?.();
}
