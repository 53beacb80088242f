/** Operator state in plain arrays and maps. `DefaultOperatorStateBackend`. */
import type { BroadcastState } from "../api/state.ts";
import { IllegalStateError } from "../types/errors.ts";
import { bytesToValue, valueToBytes } from "../types/value-codec.ts";
import { HeapBroadcastState } from "./heap-broadcast-state.ts";
import type {
  OperatorListState,
  OperatorStateBackend,
  OperatorStateMode,
  OperatorStateSnapshot,
} from "./operator-state-backend.ts";

class HeapOperatorListState<T> implements OperatorListState<T> {
  readonly mode: "split" | "union";
  #elements: T[] = [];

  constructor(mode: "split" | "union") {
    this.mode = mode;
  }

  get(): readonly T[] {
    return this.#elements;
  }

  add(value: T): void {
    this.#elements.push(value);
  }

  addAll(values: readonly T[]): void {
    for (const value of values) this.#elements.push(value);
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
  readonly #broadcast = new Map<string, HeapBroadcastState<unknown, unknown>>();

  /** Throws when the name is in use with the other mode. */
  listState<T>(name: string): OperatorListState<T> {
    return this.#list(name, "split") as HeapOperatorListState<T>;
  }

  unionListState<T>(name: string): OperatorListState<T> {
    return this.#list(name, "union") as HeapOperatorListState<T>;
  }

  broadcastState<K, V>(name: string): BroadcastState<K, V> {
    return this.#map(name) as HeapBroadcastState<K, V>;
  }

  snapshot(): OperatorStateSnapshot {
    const lists: { name: string; mode: OperatorStateMode; elements: Uint8Array[] }[] = [];
    for (const [name, list] of this.#lists)
      lists.push({ name, mode: list.mode, elements: list.get().map(valueToBytes) });
    for (const [name, map] of this.#broadcast)
      lists.push({ name, mode: "broadcast", elements: [valueToBytes([...map.entries()])] });
    return { lists };
  }

  /** Of several copies of a broadcast state the later ones lie over the earlier ones. */
  restore(snapshot: OperatorStateSnapshot): void {
    for (const { name, mode, elements } of snapshot.lists) {
      if (mode === "broadcast") {
        const map = this.#map(name);
        for (const copy of elements) map.putAll(bytesToValue(copy) as [unknown, unknown][]);
        continue;
      }
      const list = this.#list(name, mode);
      for (const element of elements) list.add(bytesToValue(element));
    }
  }

  #map(name: string): HeapBroadcastState<unknown, unknown> {
    const list = this.#lists.get(name);
    if (list !== undefined) refuseMode(name, list.mode, "broadcast");
    let map = this.#broadcast.get(name);
    if (map === undefined) {
      map = new HeapBroadcastState();
      this.#broadcast.set(name, map);
    }
    return map;
  }

  #list(name: string, mode: "split" | "union"): HeapOperatorListState<unknown> {
    let list = this.#lists.get(name);
    if (list === undefined) {
      list = new HeapOperatorListState(mode);
      this.#lists.set(name, list);
    } else if (list.mode !== mode) refuseMode(name, list.mode, mode);
    if (this.#broadcast.has(name)) refuseMode(name, "broadcast", mode);
    return list;
  }
}

function refuseMode(name: string, is: OperatorStateMode, wanted: OperatorStateMode): never {
  throw new IllegalStateError(`Operator state "${name}" is redistributed by ${is} and cannot be opened as ${wanted}.`);
}
