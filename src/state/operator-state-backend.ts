/** Operator state: lists that are redistributed over subtasks on restore, and maps of which each has a copy. `DefaultOperatorStateBackend`. */
import type { BroadcastState, ListState } from "../api/state.ts";
import type { TypeInformation } from "../types/declared-type.ts";
import type { TypeSerializerSnapshot } from "../types/schema.ts";

/** How a state is redistributed when the parallelism changes (`OperatorStateHandle.Mode`). */
export type OperatorStateMode = "split" | "union" | "broadcast";

/** A list of one subtask that is dealt out again on restore. `ListState` of `OperatorStateStore`. */
export interface OperatorListState<T> extends ListState<T> {
  get(): readonly T[];
}

/** What is declared of a map: both, one or none of its types. */
export interface MapTypes {
  readonly keyType: TypeInformation<unknown> | null;
  readonly valueType: TypeInformation<unknown> | null;
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
    /** What was declared of the list or map; left out: nothing. */
    readonly schema?: TypeSerializerSnapshot;
  }[];
}

/**
 * All operator state of one operator instance. Throws StateMigrationError where restored state was declared to be of a type
 * that cannot be read as the one that is declared now.
 */
export interface OperatorStateBackend {
  listState<T>(name: string, elementType?: TypeInformation<unknown> | null): OperatorListState<T>;
  unionListState<T>(name: string, elementType?: TypeInformation<unknown> | null): OperatorListState<T>;
  broadcastState<K, V>(name: string, types?: MapTypes): BroadcastState<K, V>;
  /** A deep copy, taken in the synchronous part. */
  snapshot(): OperatorStateSnapshot;
  /** Called before the operator's initializeState with this subtask's share. */
  restore(snapshot: OperatorStateSnapshot): void;
}
