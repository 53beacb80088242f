/** Operator state in plain arrays. `DefaultOperatorStateBackend`. */
import { IllegalStateError } from "../types/errors.ts";
import { bytesToValue, valueToBytes } from "../types/value-codec.ts";
import type {
  OperatorListState,
  OperatorStateBackend,
  OperatorStateMode,
  OperatorStateSnapshot,
} from "./operator-state-backend.ts";

class HeapOperatorListState<T> implements OperatorListState<T> {
  readonly mode: OperatorStateMode;
  #elements: T[] = [];

  constructor(mode: OperatorStateMode) {
    this.mode = mode;
  }

  get(): readonly T[] {
    return this.#elements;
  }

  add(value: T): void {
    this.#elements.push(value);
  }

  update(values: readonly T[]): void {
    this.#elements = [...values];
  }

  clear(): void {
    this.#elements = [];
  }
}

/** Operator state of one operator instance. */
export class HeapOperatorStateBackend implements OperatorStateBackend {
  readonly #lists = new Map<string, HeapOperatorListState<unknown>>();

  /** Throws when the name is in use with the other mode. */
  listState<T>(name: string): OperatorListState<T> {
    return this.#list(name, "split") as HeapOperatorListState<T>;
  }

  unionListState<T>(name: string): OperatorListState<T> {
    return this.#list(name, "union") as HeapOperatorListState<T>;
  }

  snapshot(): OperatorStateSnapshot {
    const lists = [];
    for (const [name, list] of this.#lists)
      lists.push({ name, mode: list.mode, elements: list.get().map(valueToBytes) });
    return { lists };
  }

  restore(snapshot: OperatorStateSnapshot): void {
    for (const { name, mode, elements } of snapshot.lists) {
      const list = this.#list(name, mode);
      for (const element of elements) list.add(bytesToValue(element));
    }
  }

  #list(name: string, mode: OperatorStateMode): HeapOperatorListState<unknown> {
    let list = this.#lists.get(name);
    if (list === undefined) {
      list = new HeapOperatorListState(mode);
      this.#lists.set(name, list);
    } else if (list.mode !== mode) {
      throw new IllegalStateError(
        `Operator state "${name}" is redistributed by ${list.mode} and cannot be opened as ${mode}.`,
      );
    }
    return list;
  }
}
