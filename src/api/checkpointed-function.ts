/**
 * Operator state of function objects. Any function object (of `map`, `process`, windows, sources, sinks …) may have these
 * methods: `initializeState` runs before `open`, `snapshotState` with each checkpoint, between two records.
 */
import type { KeyedStateStore } from "./functions.ts";
import type { BroadcastState, ListState } from "./state.ts";
import type { ListStateDescriptor, MapStateDescriptor } from "./state-descriptors.ts";

/** State that belongs to a subtask and to no key. `OperatorStateStore`. */
export interface OperatorStateStore {
  /** After a restore with another parallelism the elements are dealt out evenly. */
  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  /** After a restore each subtask has the elements of all. */
  getUnionListState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  /** The same in each subtask, if each changes it alike. */
  getBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V>;
}

/** What a function learns when its state is opened. `FunctionInitializationContext`. */
export interface FunctionInitializationContext {
  /** There is state of an earlier attempt or of a savepoint. */
  isRestored(): boolean;
  /** null for a fresh start. */
  getRestoredCheckpointId(): number | null;
  getOperatorStateStore(): OperatorStateStore;
  /** Its methods throw outside a keyed stream. */
  getKeyedStateStore(): KeyedStateStore;
}

/** What a function learns of the checkpoint that is made. `FunctionSnapshotContext`. */
export interface FunctionSnapshotContext {
  getCheckpointId(): number;
  /** When the checkpoint was triggered, ms since 1970; the same in all subtasks. */
  getCheckpointTimestamp(): number;
}

/**
 * A function with operator state. `CheckpointedFunction`.
 *
 * ```ts
 * class Numbering implements CheckpointedFunction {
 *   private count = 0;
 *   private state!: ListState<number>;
 *
 *   initializeState(context: FunctionInitializationContext): void {
 *     this.state = context.getOperatorStateStore().getListState(new ListStateDescriptor<number>("count"));
 *     for (const restored of this.state.get()) this.count += restored;
 *   }
 *
 *   snapshotState(): void {
 *     this.state.update([this.count]);
 *   }
 *
 *   map(word: string): string {
 *     return `${this.count++} ${word}`;
 *   }
 * }
 *
 * export default (env: StreamExecutionEnvironment) => {
 *   env.fromElements("a", "b", "c").map(new Numbering()).print();
 *   env.execute();
 * };
 * // stdout: 0 a, 1 b, 2 c
 * ```
 *
 * State: what the function puts into its lists; it stays until the function clears it or the job ends.
 */
export interface CheckpointedFunction {
  /** Opens the state; called once, before `open`. */
  initializeState(context: FunctionInitializationContext): void;
  /** Brings the state up to date, if it is not already. */
  snapshotState(context: FunctionSnapshotContext): void;
}

/** A function that is told what became of a checkpoint. `CheckpointListener`. */
export interface CheckpointListener {
  /** May be left out or come late: a later one stands for all before it. */
  notifyCheckpointComplete(checkpointId: number): void;
  notifyCheckpointAborted?(checkpointId: number): void;
}
