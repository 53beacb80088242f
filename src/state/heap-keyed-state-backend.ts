/** Keyed state as objects on the heap. `HeapKeyedStateBackend`. */
import type { StateDescriptor, StateOf } from "../api/state-descriptors.ts";
import type { StateTtlConfig } from "../api/state-ttl-config.ts";
import type { Trace } from "../trace/trace.ts";
import type { TypeInformation } from "../types/declared-type.ts";
import { IllegalArgumentError, IllegalStateError, NullPointerError, StateMigrationError } from "../types/errors.ts";
import { hashValue } from "../types/java-hash.ts";
import { isDeclared, schemaOf, type TypeSchema, type TypeSerializerSnapshot, UNDECLARED } from "../types/schema.ts";
import { copyValue } from "../types/structural-copy.ts";
import { contextsByKeyGroup } from "./contexts-by-key-group.ts";
import { createState } from "./create-state.ts";
import { type Cell, HeapKeyContext } from "./heap-key-context.ts";
import {
  HeapKeyedSnapshot,
  type KeyedSnapshotVisitor,
  readKeyedSnapshot,
  SnapshotColumns,
  type StateMeta,
} from "./heap-keyed-snapshot.ts";
import { HeapMap } from "./heap-map.ts";
import { keyGroupOfHash } from "./key-groups.ts";
import { identityOf } from "./key-identity.ts";
import {
  type KeyContext,
  type KeyedSnapshot,
  type KeyedStateBackend,
  type Namespace,
  type NamespacedState,
  type RestoredTimers,
  type TimerEntry,
  type TimerOwner,
  VOID_NAMESPACE,
} from "./keyed-state-backend.ts";
import { RecentContexts } from "./recent-contexts.ts";
import { checkKeySchema, stateSchemaOf } from "./state-schema.ts";
import { type StateKind, StateTable, type StateTableHost } from "./state-table.ts";
import { createTtlState } from "./ttl/create-ttl-state.ts";
import { TimeToLive } from "./ttl/time-to-live.ts";
import { UnexpiredCells } from "./ttl/unexpired-cells.ts";

/** Place and surroundings of a backend. */
export interface KeyedStateBackendOptions {
  readonly maxParallelism: number;
  /** Key groups [firstKeyGroup, lastKeyGroup] are owned here. */
  readonly firstKeyGroup: number;
  readonly lastKeyGroup: number;
  /** Hashes the keys, and is kept in snapshots; default or null: each key is hashed by its structure. */
  readonly keyType?: TypeInformation<unknown> | null;
  readonly trace?: Trace;
  /** Index of the execution attempt in the trace. */
  readonly task?: number;
  /** The clock by which state with a time to live expires, ms: that of the machine. Default: time stands still. */
  readonly ttlTimeMs?: () => number;
}

/** A handle of any kind, with or without a time to live. */
interface AnyHeapState {
  readonly kind: StateKind;
  setNamespace(namespace: Namespace): void;
}

/** So many contexts that hold nothing may always be kept; more only if they are the lesser part. */
const FEW_EMPTY = 1000;

/** Keyed state of one operator instance: a Map from key to the one object with all its states and timers. */
export class HeapKeyedStateBackend implements KeyedStateBackend, StateTableHost, KeyedSnapshotVisitor {
  readonly firstKeyGroup: number;
  readonly lastKeyGroup: number;
  readonly maxParallelism: number;
  readonly trace: Trace | null;
  readonly task: number;
  readonly #keyHash: (key: unknown) => number;
  readonly #keySchema: TypeSchema;
  readonly #ttlTimeMs: () => number;
  /** States that look for what has expired with every record. */
  readonly #cleanedByRecord: StateTable[] = [];
  /** Contexts that hold something, and some that did, in the order in which they came, by the identity of their key. */
  readonly #contexts = new Map<unknown, HeapKeyContext>();
  readonly #recent = new RecentContexts();
  readonly #tables: StateTable[] = [];
  readonly #handles = new Map<string, AnyHeapState>();
  readonly #namespaced = new Map<string, AnyHeapState>();
  readonly #owners = new Map<string, TimerOwner>();
  readonly #restoredTimers = new Map<string, TimerEntry[]>();
  #wasRestored = false;
  #context: HeapKeyContext | null = null;
  #entries = 0;
  /** Contexts made so far. */
  #made = 0;
  /** Contexts that are still in `#contexts` and hold nothing. */
  #empty = 0;

  constructor(options: KeyedStateBackendOptions) {
    this.maxParallelism = options.maxParallelism;
    this.firstKeyGroup = options.firstKeyGroup;
    this.lastKeyGroup = options.lastKeyGroup;
    this.trace = options.trace ?? null;
    this.task = options.task ?? -1;
    const keyType = options.keyType ?? null;
    this.#keyHash = keyType === null ? hashValue : (key) => keyType.hash(key);
    this.#keySchema = schemaOf(keyType);
    this.#ttlTimeMs = options.ttlTimeMs ?? (() => 0);
  }

  setCurrentKey(key: unknown): void {
    if (key === null || key === undefined) refuseMissingKey();
    const hash = this.#keyHash(key);
    this.#context = this.#recent.find(key, hash) ?? this.#lookUp(key, hash);
    for (let i = 0; i < this.#cleanedByRecord.length; i++) this.#cleanedByRecord[i].accessed();
  }

  currentKey(): unknown {
    return this.current().key;
  }

  hashOf(key: unknown): number {
    return this.#keyHash(key);
  }

  currentKeyGroup(): number {
    return this.current().keyGroup;
  }

  currentContext(): KeyContext {
    return this.current();
  }

  setCurrentContext(context: KeyContext): void {
    this.#context = context as HeapKeyContext;
  }

  current(): HeapKeyContext {
    if (this.#context === null)
      throw new NullPointerError("No key set. This method should not be called outside of a keyed context.");
    return this.#context;
  }

  #lookUp(key: unknown, hash: number): HeapKeyContext {
    const context = this.#contextOf(key, keyGroupOfHash(hash, this.maxParallelism));
    this.#recent.remember(context, hash);
    return context;
  }

  #contextOf(key: unknown, keyGroup: number): HeapKeyContext {
    if (keyGroup < this.firstKeyGroup || keyGroup > this.lastKeyGroup) {
      throw new IllegalArgumentError(
        `Key group ${keyGroup} is not in [${this.firstKeyGroup}, ${this.lastKeyGroup}]: the key selector gave another key here than at the sender.`,
      );
    }
    const identity = identityOf(key);
    // A new context is kept only once something is written to it.
    return this.#contexts.get(identity) ?? new HeapKeyContext(copyValue(key), keyGroup, identity, this.#made++);
  }

  state<D extends StateDescriptor>(descriptor: D): StateOf<D> {
    return this.#handle(descriptor, this.#handles) as StateOf<D>;
  }

  namespacedState<D extends StateDescriptor>(descriptor: D): NamespacedState<D> {
    return this.#handle(descriptor, this.#namespaced) as NamespacedState<D>;
  }

  applyToAllKeys<D extends StateDescriptor>(descriptor: D, fn: (key: unknown, state: StateOf<D>) => void): void {
    const state = this.state(descriptor);
    const { index } = this.#table(descriptor.name, descriptor.kind);
    const holders = [...this.#contexts.values()].filter((one) => one.find(index, VOID_NAMESPACE) !== undefined);
    for (const context of holders) {
      this.#context = context;
      fn(context.key, state);
    }
  }

  #handle(descriptor: StateDescriptor, handles: Map<string, AnyHeapState>): unknown {
    const known = handles.get(descriptor.name);
    if (known !== undefined && known.kind === descriptor.kind) return known;
    const table = this.#table(descriptor.name, descriptor.kind);
    const handle =
      descriptor.ttlConfig === null
        ? createState(table, descriptor)
        : this.#ttlState(table, descriptor, descriptor.ttlConfig);
    if (descriptor.ttlConfig === null && table.isWrapped) refuseTtlChange(table.name, "with", "without");
    table.adopt(stateSchemaOf(descriptor));
    handles.set(descriptor.name, handle);
    return handle;
  }

  #ttlState(table: StateTable, descriptor: StateDescriptor, config: StateTtlConfig): AnyHeapState {
    if (!table.isWrapped && !table.isEmpty) refuseTtlChange(table.name, "without", "with");
    const ttl = new TimeToLive(config, this.#ttlTimeMs);
    if (table.ttl === null) {
      table.enableTimeToLive(ttl);
      if (config.cleanup.incremental?.runCleanupForEveryRecord === true) this.#cleanedByRecord.push(table);
    }
    return createTtlState(table, descriptor, ttl);
  }

  *entriesOf(state: number): IterableIterator<readonly [HeapKeyContext, Cell]> {
    for (const context of this.#contexts.values()) {
      const cells: Cell[] = [];
      context.visit(state, { cell: (_context, cell) => cells.push(cell) });
      for (const cell of cells) if (context.find(state, cell.namespace) === cell) yield [context, cell];
    }
  }

  #table(name: string, kind: StateKind): StateTable {
    let table = this.#tables.find((one) => one.name === name);
    if (table === undefined) {
      table = new StateTable(this.#tables.length, name, kind, this);
      this.#tables.push(table);
    } else if (table.kind !== kind) {
      throw new IllegalStateError(
        `State "${name}" exists as ${table.kind} state and cannot be opened as ${kind} state.`,
      );
    }
    return table;
  }

  numStateEntries(): number {
    return this.#entries;
  }

  countEntry(context: HeapKeyContext, change: 1 | -1): void {
    this.#entries += change;
    this.#count(context, change);
  }

  countTimer(context: KeyContext, change: 1 | -1): void {
    this.#count(context as HeapKeyContext, change);
  }

  #count(context: HeapKeyContext, change: 1 | -1): void {
    context.held += change;
    if (change === 1) {
      if (context.held > 1) return;
      if (context.kept) this.#empty--;
      else this.#contexts.set(context.identity, context);
      context.kept = true;
    } else if (context.held === 0 && ++this.#empty > FEW_EMPTY && this.#empty > this.#contexts.size / 2) this.#sweep();
  }

  /** Drops the contexts that hold nothing. Not at once: the keys of a window that closed mostly come again in the next. */
  #sweep(): void {
    this.#empty = 0;
    for (const [identity, context] of this.#contexts) {
      if (context.held > 0) continue;
      context.kept = false;
      this.#contexts.delete(identity);
    }
  }

  registerTimers(service: string, owner: TimerOwner): RestoredTimers {
    if (this.#owners.has(service)) throw new IllegalStateError(`There is a timer service "${service}" already.`);
    this.#owners.set(service, owner);
    const timers = this.#restoredTimers.get(service) ?? [];
    this.#restoredTimers.delete(service);
    return { timers, wasRestored: this.#wasRestored };
  }

  snapshot(): KeyedSnapshot {
    const columns = new SnapshotColumns();
    const visitors = this.#tables.map(({ ttl, kind }) =>
      ttl?.config.cleanup.fullSnapshot === true ? new UnexpiredCells(columns, kind, ttl) : columns,
    );
    const { contexts, ends } = contextsByKeyGroup(this.#contexts, this.firstKeyGroup, this.lastKeyGroup);
    let from = 0;
    for (const end of ends) {
      for (; from < end; from++)
        for (let state = 0; state < visitors.length; state++) contexts[from].visit(state, visitors[state]);
      columns.endGroup();
    }
    for (const [service, owner] of this.#owners) columns.addTimers(service, owner.pendingTimers());
    // Timers of a service that was not opened since the restore are passed on.
    for (const [service, timers] of this.#restoredTimers) columns.addTimers(service, timers);
    const states: StateMeta[] = this.#tables.map(({ name, kind, isWrapped, schema }) => {
      return { name, kind, isWrapped, schema: schema.declared };
    });
    const keySchema = isDeclared(this.#keySchema) ? this.#keySchema : null;
    return new HeapKeyedSnapshot(this.maxParallelism, this.firstKeyGroup, keySchema, states, columns);
  }

  restore(bytes: Uint8Array): void {
    readKeyedSnapshot(bytes, this.maxParallelism, this.firstKeyGroup, this.lastKeyGroup, this);
    this.#wasRestored = true;
  }

  /** For `restore`. */
  keySchema(written: TypeSerializerSnapshot | null): void {
    checkKeySchema(this.#keySchema, written ?? UNDECLARED);
  }

  /** For `restore`: also of a state that has no entry here. */
  declaredState(state: StateMeta): void {
    this.#restoredTable(state);
  }

  #restoredTable(state: StateMeta): StateTable {
    const table = this.#table(state.name, state.kind);
    table.isWrapped = state.isWrapped;
    table.schema.restored(state.schema);
    return table;
  }

  /** For `restore`. */
  entry(state: StateMeta, keyGroup: number, key: unknown, namespace: Namespace, value: unknown): void {
    const table = this.#restoredTable(state);
    const context = this.#contextOf(key, keyGroup);
    const own = state.kind === "map" ? HeapMap.from(value as Map<unknown, unknown>) : value;
    context.add(table.index, namespace, own);
    this.countEntry(context, 1);
  }

  /** For `restore`. */
  timer(service: string, timer: TimerEntry): void {
    const timers = this.#restoredTimers.get(service);
    if (timers === undefined) this.#restoredTimers.set(service, [timer]);
    else timers.push(timer);
  }
}

function refuseTtlChange(name: string, was: "with" | "without", now: "with" | "without"): never {
  throw new StateMigrationError(
    `State "${name}" was written ${was} a time to live and cannot be opened ${now} one: the two are incompatible in Flink 1.20.`,
  );
}

function refuseMissingKey(): never {
  throw new NullPointerError("Assigned key must not be null!");
}
