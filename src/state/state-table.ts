/** All entries of one state name, seen from the current key. `StateTable` of the heap backend. */
import type { StateDescriptor } from "../api/state-descriptors.ts";
import type { Trace } from "../trace/trace.ts";
import { schemaText, type TypeSchema } from "../types/schema.ts";
import { valueDigest } from "../types/value-codec.ts";
import { valueToText } from "../types/value-text.ts";
import { DeclaredSchema } from "./declared-schema.ts";
import type { Cell, HeapKeyContext } from "./heap-key-context.ts";
import { HeapMap } from "./heap-map.ts";
import type { Namespace } from "./keyed-state-backend.ts";
import { type CleanableEntries, IncrementalCleanup } from "./ttl/incremental-cleanup.ts";
import type { TimeToLive } from "./ttl/time-to-live.ts";

/** What a table needs of its backend. */
export interface StateTableHost {
  readonly trace: Trace | null;
  readonly task: number;
  readonly firstKeyGroup: number;
  readonly lastKeyGroup: number;
  /** Java's hash code of a key. */
  hashOf(key: unknown): number;
  current(): HeapKeyContext;
  /** A cell was added (+1) or removed (-1). */
  countEntry(context: HeapKeyContext, change: 1 | -1): void;
  numStateEntries(): number;
  /** The entries of a state, of all keys; they may come and go meanwhile. */
  entriesOf(state: number): IterableIterator<readonly [HeapKeyContext, Cell]>;
}

/** What a state is, without its functions: enough to restore it before anyone asked for it. */
export type StateKind = StateDescriptor["kind"];

/** Entries of one state name. */
export class StateTable implements CleanableEntries {
  readonly index: number;
  readonly name: string;
  readonly kind: StateKind;
  /** The caller traces its reads and writes. */
  readonly traced: boolean;
  /** Null: entries do not expire, or nobody has opened the state yet. */
  ttl: TimeToLive | null = null;
  /** Entries are wrapped with the time at which they were touched; also known of state that was restored. */
  isWrapped = false;
  readonly schema = new DeclaredSchema();
  #cleanup: IncrementalCleanup | null = null;
  readonly #host: StateTableHost;

  constructor(index: number, name: string, kind: StateKind, host: StateTableHost) {
    this.index = index;
    this.name = name;
    this.kind = kind;
    this.traced = host.trace?.records === true;
    this.#host = host;
  }

  /** From now on entries expire. */
  enableTimeToLive(ttl: TimeToLive): void {
    this.ttl = ttl;
    this.isWrapped = true;
    const { incremental } = ttl.config.cleanup;
    if (incremental === null) return;
    this.#cleanup = new IncrementalCleanup(this, ttl, incremental.cleanupSize);
    for (const [context, cell] of this.#host.entriesOf(this.index)) this.#cleanup.added(context, cell.namespace);
  }

  /**
   * Takes values that an older program wrote into the shape that is declared now. Throws where that cannot be done.
   * `HeapKeyedStateBackend.tryRegisterStateTable`.
   */
  adopt(fresh: TypeSchema): void {
    this.schema.adopt(
      fresh,
      (old) =>
        `For heap backends, the new state serializer (${schemaText(fresh)}) must not be incompatible with the old state serializer (${schemaText(old)}). The state is "${this.name}": keep its type, or give it a VersionedType with a migration.`,
      (migrate) => {
        for (const [, cell] of this.#host.entriesOf(this.index)) {
          const { value } = cell;
          const isMap = value instanceof HeapMap;
          const migrated = migrate(isMap ? value.toMap() : value);
          cell.value = isMap ? HeapMap.from(migrated as Map<unknown, unknown>) : migrated;
        }
      },
    );
  }

  /** The state was used: some of its entries are looked at, in the background of Flink's heap. */
  accessed(): void {
    this.#cleanup?.run();
  }

  /** No key has an entry. */
  get isEmpty(): boolean {
    return this.#host.entriesOf(this.index).next().done === true;
  }

  get keyGroups(): readonly [first: number, last: number] {
    return [this.#host.firstKeyGroup, this.#host.lastKeyGroup];
  }

  hashOf(key: unknown): number {
    return this.#host.hashOf(key);
  }

  /** Removes an entry of a key. */
  removeEntry(context: HeapKeyContext, cell: Cell): void {
    const { namespace } = cell;
    const before = this.traced ? digestOf(cell.value) : 0;
    context.removeCell(cell);
    this.#cleanup?.removed(context, namespace);
    this.#host.countEntry(context, -1);
    if (this.traced) this.#emit("st.del", context, namespace, before, 0);
  }

  find(namespace: Namespace): Cell | undefined {
    return this.#host.current().find(this.index, namespace);
  }

  /** Adds an entry where there is none. */
  add(namespace: Namespace, value: unknown): Cell {
    const context = this.#host.current();
    const cell = context.add(this.index, namespace, value);
    this.#host.countEntry(context, 1);
    this.#cleanup?.added(context, namespace);
    return cell;
  }

  /** Removes the entry, if there is one. */
  remove(namespace: Namespace): void {
    const cell = this.find(namespace);
    if (cell !== undefined) this.removeOfCurrent(cell);
  }

  /** Removes an entry of the current key. */
  removeOfCurrent(cell: Cell): void {
    this.removeEntry(this.#host.current(), cell);
  }

  /** 32-bit digest of the value, 0 when absent. */
  digest(namespace: Namespace): number {
    const cell = this.find(namespace);
    return cell === undefined ? 0 : digestOf(cell.value);
  }

  traceRead(namespace: Namespace): void {
    const digest = this.digest(namespace);
    this.#emit("st.read", this.#host.current(), namespace, digest, digest);
  }

  /** A write, and the event that tells of it. */
  tracedWrite(namespace: Namespace, write: () => void): void {
    const before = this.digest(namespace);
    write();
    this.traceWrite(namespace, before);
  }

  /** @param before the digest before the write, 0 for absent */
  traceWrite(namespace: Namespace, before: number): void {
    this.#emit("st.write", this.#host.current(), namespace, before, this.digest(namespace));
  }

  /** What a write wrote, shortened: to be read by people. */
  #shown(kind: string, namespace: Namespace): string | undefined {
    const value = kind === "st.write" ? this.find(namespace)?.value : undefined;
    if (value === undefined) return undefined;
    const text = value instanceof HeapMap ? mapText(value.toMap()) : valueToText(value);
    return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text;
  }

  #emit(
    kind: "st.read" | "st.write" | "st.del",
    context: HeapKeyContext,
    ns: Namespace,
    before: number,
    after: number,
  ): void {
    const { trace, task } = this.#host;
    const value = this.#shown(kind, ns);
    const { name: state } = this;
    const { key } = context;
    const ext = value === undefined ? { state, key, ns, before, after } : { state, key, ns, before, after, value };
    trace?.emit(kind, { task, b: context.keyGroup, x: this.#host.numStateEntries(), ext });
  }
}

function digestOf(value: unknown): number {
  return valueDigest(value instanceof HeapMap ? value.toMap() : value);
}

/** Characters of a value that a trace shows. */
const MOST_SHOWN = 120;

function mapText(map: ReadonlyMap<unknown, unknown>): string {
  const entries: string[] = [];
  for (const [key, value] of map) {
    // More would not be shown.
    if (entries.length * 4 > MOST_SHOWN) break;
    entries.push(`${valueToText(key)}: ${valueToText(value)}`);
  }
  return `{${entries.join(", ")}}`;
}
