/** Operator state in plain arrays and maps. `DefaultOperatorStateBackend`. */
import type { BroadcastState } from "../api/state.ts";
import type { TypeInformation } from "../types/declared-type.ts";
import { IllegalStateError } from "../types/errors.ts";
import {
  packSchema,
  resolveSchemaCompatibility,
  schemaOf,
  schemaText,
  type TypeSchema,
  type TypeSerializerSnapshot,
  UNDECLARED,
  unpackSchema,
} from "../types/schema.ts";
import { bytesToValue, valueToBytes } from "../types/value-codec.ts";
import { DeclaredSchema } from "./declared-schema.ts";
import { HeapBroadcastState } from "./heap-broadcast-state.ts";
import type {
  MapTypes,
  OperatorListState,
  OperatorStateBackend,
  OperatorStateMode,
  OperatorStateSnapshot,
} from "./operator-state-backend.ts";
import { madeOf } from "./state-schema.ts";

class HeapOperatorListState<T> implements OperatorListState<T> {
  readonly mode: "split" | "union";
  readonly schema = new DeclaredSchema();
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
  listState<T>(name: string, elementType: TypeInformation<unknown> | null = null): OperatorListState<T> {
    return this.#openList(name, "split", elementType) as HeapOperatorListState<T>;
  }

  unionListState<T>(name: string, elementType: TypeInformation<unknown> | null = null): OperatorListState<T> {
    return this.#openList(name, "union", elementType) as HeapOperatorListState<T>;
  }

  #openList(
    name: string,
    mode: "split" | "union",
    elementType: TypeInformation<unknown> | null,
  ): HeapOperatorListState<unknown> {
    const list = this.#list(name, mode);
    const fresh = madeOf("LIST", schemaOf(elementType));
    const refusal = (old: TypeSerializerSnapshot) =>
      `The new state typeSerializer for operator state must not be incompatible. ${told(name, fresh, old)}`;
    list.schema.adopt(fresh, refusal, (migrate) =>
      // What is migrated is the list.
      list.update(migrate(list.get()) as unknown[]),
    );
    return list;
  }

  broadcastState<K, V>(name: string, types?: MapTypes): BroadcastState<K, V> {
    const map = this.#map(name);
    const keys = schemaOf(types?.keyType ?? null);
    const fresh = madeOf("MAP", keys, schemaOf(types?.valueType ?? null));
    const refusal = (old: TypeSerializerSnapshot) => {
      const [oldKeys = UNDECLARED] = old.nested;
      const part = resolveSchemaCompatibility(keys, oldKeys) === "incompatible" ? "key" : "value";
      return `The new ${part} typeSerializer for broadcast state must not be incompatible. ${told(name, fresh, old)}`;
    };
    map.schema.adopt(fresh, refusal, (migrate) => {
      const migrated = migrate(new Map(map.entries())) as Map<unknown, unknown>;
      map.clear();
      map.putAll(migrated);
    });
    return map as HeapBroadcastState<K, V>;
  }

  snapshot(): OperatorStateSnapshot {
    const lists: OperatorStateSnapshot["lists"][number][] = [];
    for (const [name, list] of this.#lists)
      lists.push({ name, mode: list.mode, elements: list.get().map(valueToBytes), ...inSnapshot(list.schema) });
    for (const [name, map] of this.#broadcast)
      lists.push({ name, mode: "broadcast", elements: [valueToBytes([...map.entries()])], ...inSnapshot(map.schema) });
    return { lists };
  }

  /** Of several copies of a broadcast state the later ones lie over the earlier ones. */
  restore(snapshot: OperatorStateSnapshot): void {
    for (const { name, mode, elements, schema } of snapshot.lists) {
      if (mode === "broadcast") {
        const map = this.#map(name);
        map.schema.restored(schema);
        for (const copy of elements) map.putAll(bytesToValue(copy) as [unknown, unknown][]);
        continue;
      }
      const list = this.#list(name, mode);
      list.schema.restored(schema);
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

function inSnapshot({ declared }: DeclaredSchema): { readonly schema?: TypeSerializerSnapshot } {
  // Without a migration: a snapshot is data.
  return declared === null ? {} : { schema: unpackSchema(packSchema(declared)) };
}

function told(name: string, fresh: TypeSchema, old: TypeSerializerSnapshot): string {
  return `State "${name}" was ${schemaText(old)} and is to be ${schemaText(fresh)} now.`;
}
