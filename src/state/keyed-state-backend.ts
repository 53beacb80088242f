/** Keyed state as an operator sees it, and as the task snapshots and restores it. Heap implementation beside this file. */
import type { StateDescriptor, StateOf } from "../api/state-descriptors.ts";

/** A namespace scopes state below the key: a window, or nothing. `id` is its identity, stable across snapshots. */
export type Namespace = string;

/** The namespace of user state. */
export const VOID_NAMESPACE: Namespace = "";

/** State and timers of one subtask and operator at one instant; later writes do not show in it. */
export interface KeyedSnapshot {
  /** Bytes with version and checksum; deterministic. The asynchronous part of a snapshot. */
  serialize(): Uint8Array;
}

/** Keyed state of one operator instance; key groups [firstKeyGroup, lastKeyGroup]. */
export interface KeyedStateBackend {
  readonly firstKeyGroup: number;
  readonly lastKeyGroup: number;
  readonly maxParallelism: number;
  setCurrentKey(key: unknown): void;
  currentKey(): unknown;
  currentKeyGroup(): number;
  /** A handle to the state of the current key and the namespace set last on it. Repeated calls give the same handle. */
  state<D extends StateDescriptor>(descriptor: D): StateOf<D>;
  /** As `state`, with a namespace chosen by `setNamespace` before each access. */
  namespacedState<D extends StateDescriptor>(descriptor: D): StateOf<D> & { setNamespace(namespace: Namespace): void };
  /** Entries: one for each state name, key and namespace that holds a value. */
  numStateEntries(): number;
  snapshot(): KeyedSnapshot;
  /** Adds what lies in this backend's key-group range out of bytes written by `KeyedSnapshot.serialize`, possibly by several old subtasks. */
  restore(bytes: Uint8Array): void;
}
