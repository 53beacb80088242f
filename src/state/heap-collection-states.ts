/** List and map state on the heap. */
import type { ListState, MapState, RemovingIterator } from "../api/state.ts";
import { IllegalStateError, NullPointerError } from "../types/errors.ts";
import { HeapMap, type NumberedEntryVisitor } from "./heap-map.ts";
import { HeapState } from "./heap-value-states.ts";
import type { MergesNamespaces, Namespace, VisitsRanges } from "./keyed-state-backend.ts";
import { mergeNamespaces } from "./merge-namespaces.ts";

const EMPTY: readonly unknown[] = [];

function checkElement(value: unknown): void {
  if (value === null || value === undefined) throw new NullPointerError("You cannot add null to a ListState.");
}

function checkList(values: readonly unknown[] | null): void {
  if (values === null || values === undefined) throw new NullPointerError("List of values to add cannot be null.");
}

/** `HeapListState`. */
export class HeapListState extends HeapState implements ListState<unknown>, MergesNamespaces {
  get(): Iterable<unknown> {
    if (this.table.traced) this.table.traceRead(this.namespace);
    const cell = this.cell();
    return cell === undefined ? EMPTY : (cell.value as unknown[]);
  }

  add(value: unknown): void {
    checkElement(value);
    this.#append(value);
  }

  /** As in Flink, a null in the middle leaves what came before it, and an empty entry where there was none. */
  addAll(values: readonly unknown[]): void {
    checkList(values);
    if (values.length === 0) return;
    const traced = this.table.traced;
    const before = traced ? this.table.digest(this.namespace) : 0;
    const existing = this.cell();
    const cell = existing ?? this.addCell([]);
    const list = existing === undefined ? [] : (cell.value as unknown[]);
    for (const value of values) {
      checkElement(value);
      list.push(value);
    }
    cell.value = list;
    if (traced) this.table.traceWrite(this.namespace, before);
  }

  update(values: readonly unknown[]): void {
    checkList(values);
    if (values.length === 0) {
      this.clear();
      return;
    }
    for (const value of values) checkElement(value);
    const traced = this.table.traced;
    const before = traced ? this.table.digest(this.namespace) : 0;
    this.store([...values]);
    if (traced) this.table.traceWrite(this.namespace, before);
  }

  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void {
    mergeNamespaces(this.table, target, sources, (a, b) => [...(a as unknown[]), ...(b as unknown[])]);
  }

  #append(value: unknown): void {
    const traced = this.table.traced;
    const before = traced ? this.table.digest(this.namespace) : 0;
    const cell = this.cell();
    if (cell === undefined) this.addCell([value]);
    else (cell.value as unknown[]).push(value);
    if (traced) this.table.traceWrite(this.namespace, before);
  }
}

/** `HeapMapState`. Iterates in order of insertion, where Java's order is unspecified. */
export class HeapMapState extends HeapState implements MapState<unknown, unknown>, VisitsRanges {
  get(key: unknown): unknown {
    return this.#read()?.get(key) ?? null;
  }

  put(key: unknown, value: unknown): void {
    if (this.table.traced) this.#write((map) => map.set(key, value));
    else this.#findOrAdd().set(key, value);
  }

  /** An empty map makes an empty entry, as in Flink. */
  putAll(entries: Iterable<readonly [unknown, unknown]>): void {
    this.#write((map) => {
      if (entries === null || entries === undefined) throw new NullPointerError("The map to put cannot be null.");
      for (const [key, value] of entries) map.set(key, value);
    });
  }

  remove(key: unknown): void {
    const map = this.#find();
    if (map === undefined) return;
    // An entry that becomes empty goes away as a whole, with what it held until now as its last value.
    if (map.size === 0 || (map.size === 1 && map.has(key))) {
      this.clear();
      return;
    }
    const traced = this.table.traced;
    const before = traced ? this.table.digest(this.namespace) : 0;
    map.delete(key);
    if (traced) this.table.traceWrite(this.namespace, before);
  }

  contains(key: unknown): boolean {
    return this.#read()?.has(key) ?? false;
  }

  isEmpty(): boolean {
    return (this.#read()?.size ?? 0) === 0;
  }

  entries(): Iterable<[unknown, unknown]> {
    return this.#read()?.entries() ?? [];
  }

  visitRange(from: number, to: number, visitor: NumberedEntryVisitor): void {
    this.#read()?.visitRange(from, to, visitor);
  }

  keys(): Iterable<unknown> {
    return Array.from(this.iterator(), (entry) => entry[0]);
  }

  values(): Iterable<unknown> {
    return Array.from(this.iterator(), (entry) => entry[1]);
  }

  iterator(): RemovingIterator<[unknown, unknown]> {
    return new HeapMapIterator(this.#read(), (remove) => this.#write(remove));
  }

  #find(): HeapMap | undefined {
    return this.table.find(this.namespace)?.value as HeapMap | undefined;
  }

  #read(): HeapMap | undefined {
    if (this.table.traced) this.table.traceRead(this.namespace);
    return this.#find();
  }

  #write(change: (map: HeapMap) => void): void {
    const traced = this.table.traced;
    const before = traced ? this.table.digest(this.namespace) : 0;
    change(this.#findOrAdd());
    if (traced) this.table.traceWrite(this.namespace, before);
  }

  #findOrAdd(): HeapMap {
    const found = this.#find();
    if (found !== undefined) return found;
    const map = new HeapMap();
    this.addCell(map);
    return map;
  }
}

class HeapMapIterator implements RemovingIterator<[unknown, unknown]> {
  readonly #entries: Iterator<[unknown, unknown]>;
  readonly #write: (change: (map: HeapMap) => void) => void;
  #last: [unknown, unknown] | null = null;

  constructor(map: HeapMap | undefined, write: (change: (map: HeapMap) => void) => void) {
    this.#entries = map === undefined ? ([] as [unknown, unknown][])[Symbol.iterator]() : map.entries();
    this.#write = write;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<[unknown, unknown]> {
    const step = this.#entries.next();
    this.#last = step.done === true ? null : step.value;
    return step;
  }

  remove(): void {
    const last = this.#last;
    if (last === null) throw new IllegalStateError("There is no entry to remove: call next() first.");
    this.#last = null;
    this.#write((map) => map.delete(last[0]));
  }
}
