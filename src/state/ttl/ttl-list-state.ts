import type { ListState } from "../../api/state.ts";
import { NullPointerError } from "../../types/errors.ts";
import type { HeapListState } from "../heap-collection-states.ts";
import type { MergesNamespaces, Namespace } from "../keyed-state-backend.ts";
import type { StateKind, StateTable } from "../state-table.ts";
import type { TimeToLive, TtlValue } from "./time-to-live.ts";

/** A list whose elements expire one by one. `TtlListState`. */
export class TtlListState implements ListState<unknown>, MergesNamespaces {
  readonly #original: HeapListState;
  readonly #table: StateTable;
  readonly #ttl: TimeToLive;

  constructor(original: HeapListState, table: StateTable, ttl: TimeToLive) {
    this.#original = original;
    this.#table = table;
    this.#ttl = ttl;
  }

  get kind(): StateKind {
    return this.#original.kind;
  }

  setNamespace(namespace: Namespace): void {
    this.#original.setNamespace(namespace);
  }

  /** Whoever reads to the end of a list that has expired as a whole clears it. */
  get(): Iterable<unknown> {
    this.#table.accessed();
    let elements = this.#original.get() as Iterable<TtlValue>;
    if (this.#ttl.updatesOnRead) {
      const all = [...elements];
      elements = all;
      const alive = all.filter((element) => !this.#ttl.isExpired(element));
      if (alive.length > 0) this.#original.update(alive.map(({ value }) => this.#ttl.wrap(value)));
    }
    return { [Symbol.iterator]: () => this.#visible(elements) };
  }

  add(value: unknown): void {
    this.#table.accessed();
    this.#original.add(this.#wrap(value));
  }

  addAll(values: readonly unknown[]): void {
    this.#table.accessed();
    this.#original.addAll(this.#wrapAll(values));
  }

  update(values: readonly unknown[]): void {
    this.#table.accessed();
    this.#original.update(this.#wrapAll(values));
  }

  clear(): void {
    this.#table.accessed();
    this.#original.clear();
  }

  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void {
    this.#original.mergeNamespaces(target, sources);
  }

  *#visible(elements: Iterable<TtlValue>): Generator<unknown, undefined> {
    let someAlive = false;
    for (const element of elements) {
      const isExpired = this.#ttl.isExpired(element);
      if (!isExpired) someAlive = true;
      if (!isExpired || this.#ttl.returnsExpired) yield element.value;
    }
    if (!someAlive) this.#original.clear();
  }

  #wrapAll(values: readonly unknown[]): readonly TtlValue[] {
    if (values === null || values === undefined) throw new NullPointerError("List of values to add cannot be null.");
    return values.map((value) => this.#wrap(value));
  }

  #wrap(value: unknown): TtlValue {
    if (value === null || value === undefined) throw new NullPointerError("You cannot add null to a ListState.");
    return this.#ttl.wrap(value);
  }
}
