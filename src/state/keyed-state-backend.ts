/** Keyed state as an operator sees it, and as the task snapshots and restores it. Heap implementation beside this file. */
import type { MapStateDescriptor, MergingStateDescriptor, StateDescriptor, StateOf } from "../api/state-descriptors.ts";
import type { NumberedEntryVisitor } from "./heap-map.ts";

/** A namespace scopes state below the key: a window, or nothing. `id` is its identity, stable across snapshots. */
export type Namespace = string;

/** What has a namespace, and may make it only when it is asked for: most windows that merge never need theirs. */
export interface Scope {
  readonly namespace: Namespace;
}

/** The namespace of user state. */
export const VOID_NAMESPACE: Namespace = "";

/** The scope of user timers. */
export const VOID_SCOPE: Scope = { namespace: VOID_NAMESPACE };

/** A key and all that is kept for it. A timer remembers the context of its key, so that firing it needs no lookup. */
export interface KeyContext {
  readonly key: unknown;
  readonly keyGroup: number;
  /** A number that no other context of its backend has, for hash tables. */
  readonly id: number;
  /** What the operator remembers of the key beside its state, as long as there is state: it is not part of a snapshot. */
  memory: object | null;
}

/** A pending timer as it lies in a snapshot; `domain` 0 event time, 1 processing time. */
export interface TimerEntry {
  readonly domain: 0 | 1;
  readonly time: number;
  readonly key: unknown;
  readonly keyGroup: number;
  readonly namespace: Namespace;
}

/** A timer service as its backend sees it: the owner of timers that belong to the keyed snapshot. */
export interface TimerOwner {
  /** All pending timers, in a deterministic order. */
  pendingTimers(): readonly TimerEntry[];
}

/** What a timer service gets from the backend. */
export interface RestoredTimers {
  /** Timers of the service of this name out of what was restored. */
  readonly timers: readonly TimerEntry[];
  /** Whether anything was restored into the backend, be it without timers. */
  readonly wasRestored: boolean;
}

/** State and timers of one subtask and operator at one instant; later writes do not show in it. */
export interface KeyedSnapshot {
  /** Bytes with version and checksum; deterministic. The asynchronous part of a snapshot. */
  serialize(): Uint8Array;
}

/** Where the entry of a key and a namespace lies: filled and used by the state only, kept by whoever comes back to it. */
export interface EntryHint {
  entry: object | null;
}

/** In a hint: there is no entry, as whoever made the hint knows. */
export const NO_ENTRY: object = Object.freeze({});

/** A state whose namespace can be chosen. `InternalKvState`. */
export type NamespacedState<D> = StateOf<D> & {
  /** @param hint belongs to this state, the current key and the namespace: saves looking for the entry */
  setNamespace(namespace: Namespace, hint?: EntryHint | null): void;
} & (D extends MergingStateDescriptor ? MergesNamespaces : unknown) &
  (D extends MapStateDescriptor<infer _Key, infer _Value> ? VisitsRanges : unknown);

/** `InternalMergingState`. */
export interface MergesNamespaces {
  /** Moves what lies under the sources to the target, for the current key: lists are joined, values reduced, accumulators merged. */
  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void;
}

/** A map state without a time to live, some of whose keys are numbers. */
export interface VisitsRanges {
  /** Shows the entries whose keys are in the range, in order of insertion. The state must not change meanwhile. */
  visitRange(from: number, to: number, visitor: NumberedEntryVisitor): void;
}

/** Keyed state of one operator instance; key groups [firstKeyGroup, lastKeyGroup]. */
export interface KeyedStateBackend {
  readonly firstKeyGroup: number;
  readonly lastKeyGroup: number;
  readonly maxParallelism: number;
  setCurrentKey(key: unknown): void;
  currentKey(): unknown;
  currentKeyGroup(): number;
  /** Throws when no key was set. */
  currentContext(): KeyContext;
  setCurrentContext(context: KeyContext): void;
  /** A timer of the key appeared (+1) or vanished (-1): a context without state and timers is forgotten. */
  countTimer(context: KeyContext, change: 1 | -1): void;
  /** Called once by each timer service, after the last `restore`; its timers are part of every later snapshot. */
  registerTimers(service: string, owner: TimerOwner): RestoredTimers;
  /** A handle to the state of the current key and the namespace set last on it. Repeated calls give the same handle. */
  state<D extends StateDescriptor>(descriptor: D): StateOf<D>;
  /** As `state`, with a namespace chosen by `setNamespace` before each access. */
  namespacedState<D extends StateDescriptor>(descriptor: D): NamespacedState<D>;
  /**
   * Calls `fn` for each key that has the state, which becomes the current key; the order of the keys is left open. `fn` may
   * change the state.
   */
  applyToAllKeys<D extends StateDescriptor>(descriptor: D, fn: (key: unknown, state: StateOf<D>) => void): void;
  /** Entries: one for each state name, key and namespace that holds a value. */
  numStateEntries(): number;
  snapshot(): KeyedSnapshot;
  /** Adds what lies in this backend's key-group range out of bytes written by `KeyedSnapshot.serialize`, possibly by several old subtasks. */
  restore(bytes: Uint8Array): void;
}
