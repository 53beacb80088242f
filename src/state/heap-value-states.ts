/** Value, reducing and aggregating state on the heap: one value per key and namespace, handed out without a copy. */

import type { AggregateFunction } from "../api/functions.ts";
import type { AggregatingState, ReducingState, ValueState } from "../api/state.ts";
import type {
  AggregatingStateDescriptor,
  Reducer,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "../api/state-descriptors.ts";
import { UnsupportedOperationError } from "../types/errors.ts";
import type { Cell } from "./heap-key-context.ts";
import {
  type EntryHint,
  type MergesNamespaces,
  type Namespace,
  NO_ENTRY,
  VOID_NAMESPACE,
} from "./keyed-state-backend.ts";
import { mergeNamespaces } from "./merge-namespaces.ts";
import type { StateKind, StateTable } from "./state-table.ts";

/** What the states on the heap have in common: a table and the namespace in force. */
export abstract class HeapState {
  protected readonly table: StateTable;
  protected namespace: Namespace = VOID_NAMESPACE;
  #hint: EntryHint | null = null;

  constructor(table: StateTable) {
    this.table = table;
  }

  get kind(): StateKind {
    return this.table.kind;
  }

  setNamespace(namespace: Namespace, hint: EntryHint | null = null): void {
    this.namespace = namespace;
    this.#hint = hint;
  }

  /** The entry of the current key and namespace. */
  protected cell(): Cell | undefined {
    const hint = this.#hint;
    if (hint === null) return this.table.find(this.namespace);
    if (hint.entry === NO_ENTRY) return undefined;
    // Only cells are put into hints.
    const known = hint.entry as Cell | null;
    if (known !== null && known.state === this.table.index && known.namespace === this.namespace) return known;
    const found = this.table.find(this.namespace);
    hint.entry = found ?? null;
    return found;
  }

  /** Adds the entry; there must be none. */
  protected addCell(value: unknown): Cell {
    const cell = this.table.add(this.namespace, value);
    if (this.#hint !== null) this.#hint.entry = cell;
    return cell;
  }

  /** Writes the entry, adding it where there is none. */
  protected store(value: unknown): void {
    const cell = this.cell();
    if (cell === undefined) this.addCell(value);
    else cell.value = value;
  }

  clear(): void {
    const cell = this.cell();
    if (cell !== undefined) this.table.removeOfCurrent(cell);
  }
}

/** `HeapValueState`. */
export class HeapValueState extends HeapState implements ValueState<unknown> {
  readonly #default: unknown;

  constructor(table: StateTable, descriptor: ValueStateDescriptor<unknown>) {
    super(table);
    this.#default = descriptor.defaultValue;
  }

  value(): unknown {
    if (this.table.traced) this.table.traceRead(this.namespace);
    const cell = this.cell();
    return cell === undefined ? this.#default : cell.value;
  }

  update(value: unknown): void {
    if (value === null || value === undefined) {
      this.clear();
      return;
    }
    if (this.table.traced) this.table.tracedWrite(this.namespace, () => this.store(value));
    else this.store(value);
  }
}

/** `HeapReducingState`. */
export class HeapReducingState extends HeapState implements ReducingState<unknown>, MergesNamespaces {
  readonly #reducer: Reducer<unknown>;

  constructor(table: StateTable, descriptor: ReducingStateDescriptor<unknown>) {
    super(table);
    this.#reducer = descriptor.reducer;
  }

  get(): unknown {
    if (this.table.traced) this.table.traceRead(this.namespace);
    return this.cell()?.value ?? null;
  }

  /** The first value is kept as it is. */
  add(value: unknown): void {
    if (value === null || value === undefined) {
      this.clear();
      return;
    }
    if (this.table.traced) this.#addTraced(value);
    else this.#add(value);
  }

  /** A function for itself: the call in the other one would cost each value an object, traced or not. */
  #addTraced(value: unknown): void {
    this.table.tracedWrite(this.namespace, () => this.#add(value));
  }

  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void {
    mergeNamespaces(this.table, target, sources, (a, b) => this.#reducer.reduce(a, b));
  }

  #add(value: unknown): void {
    const cell = this.cell();
    if (cell === undefined) this.addCell(value);
    else cell.value = this.#reducer.reduce(cell.value, value);
  }
}

/** `HeapAggregatingState`. */
export class HeapAggregatingState extends HeapState implements AggregatingState<unknown, unknown>, MergesNamespaces {
  readonly #aggregate: AggregateFunction<unknown, unknown, unknown>;

  constructor(table: StateTable, descriptor: AggregatingStateDescriptor<unknown, unknown, unknown>) {
    super(table);
    this.#aggregate = descriptor.aggregateFunction;
  }

  get(): unknown {
    if (this.table.traced) this.table.traceRead(this.namespace);
    const cell = this.cell();
    return cell === undefined ? null : this.#aggregate.getResult(cell.value);
  }

  add(value: unknown): void {
    if (value === null || value === undefined) {
      this.clear();
      return;
    }
    if (this.table.traced) this.#addTraced(value);
    else this.#add(value);
  }

  /** A function for itself: the call in the other one would cost each value an object, traced or not. */
  #addTraced(value: unknown): void {
    this.table.tracedWrite(this.namespace, () => this.#add(value));
  }

  /** Throws where the aggregate function cannot merge. */
  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void {
    mergeNamespaces(this.table, target, sources, (a, b) => {
      const aggregate = this.#aggregate;
      if (aggregate.merge === undefined)
        throw new UnsupportedOperationError("Windows that merge need an AggregateFunction with merge().");
      return aggregate.merge(a, b);
    });
  }

  #add(value: unknown): void {
    const cell = this.cell();
    if (cell !== undefined) cell.value = this.#aggregate.add(value, cell.value);
    else this.addCell(this.#aggregate.add(value, this.#aggregate.createAccumulator()));
  }
}
