/** Operator state: lists that are redistributed over subtasks on restore, and maps of which each has a copy. `DefaultOperatorStateBackend`. */
import type { BroadcastState, ListState } from "../api/state.ts";

/** How a state is redistributed when the parallelism changes (`OperatorStateHandle.Mode`). */
export type OperatorStateMode = "split" | "union" | "broadcast";

/** A list of one subtask that is dealt out again on restore. `ListState` of `OperatorStateStore`. */
export interface OperatorListState<T> extends ListState<T> {
  get(): readonly T[];
}

/**
 * One subtask's states as they leave the process: the redistribution works on elements, so each is serialized by itself. A
 * broadcast state has one element, the list of its entries.
 */
export interface OperatorStateSnapshot {
  readonly lists: readonly {
    readonly name: string;
    readonly mode: OperatorStateMode;
    readonly elements: readonly Uint8Array[];
  }[];
}

/** All operator state of one operator instance. */
export interface OperatorStateBackend {
  listState<T>(name: string): OperatorListState<T>;
  unionListState<T>(name: string): OperatorListState<T>;
  broadcastState<K, V>(name: string): BroadcastState<K, V>;
  /** A deep copy, taken in the synchronous part. */
  snapshot(): OperatorStateSnapshot;
  /** Called before the operator's initializeState with this subtask's share. */
  restore(snapshot: OperatorStateSnapshot): void;
}
