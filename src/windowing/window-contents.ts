/** The state in which a window gathers its elements. */
import type { AggregateFunction, ReduceFunction } from "../api/functions.ts";
import { AggregatingStateDescriptor, ListStateDescriptor, ReducingStateDescriptor } from "../api/state-descriptors.ts";
import { withoutPromises } from "../operators/refuse-promise.ts";
import type { EntryHint, KeyedStateBackend, MergesNamespaces, Namespace } from "../state/keyed-state-backend.ts";
import type { TypeInformation } from "../types/declared-type.ts";
import { schema, schemaOf } from "../types/schema.ts";
import type { TimestampedValue } from "./evictor.ts";

/** How elements are gathered: into one value, one accumulator, or a list. What nothing is declared of is kept by its structure. */
export type ContentsSpec = {
  /** Of the elements, and of what they are reduced to. */
  readonly elementType?: TypeInformation<unknown> | null;
} & (
  | { readonly kind: "reduce"; readonly reduce: ReduceFunction<unknown> }
  | {
      readonly kind: "aggregate";
      readonly aggregate: AggregateFunction<unknown, unknown, unknown>;
      readonly accumulatorType?: TypeInformation<unknown> | null;
    }
  | { readonly kind: "list" }
);

/** The contents of the window whose namespace was set last. */
export interface WindowContents extends MergesNamespaces {
  setNamespace(namespace: Namespace, hint?: EntryHint | null): void;
  add(value: unknown): void;
  /** What the window function gets; null when the window holds nothing. */
  get(): unknown;
  clear(): void;
}

const NAME = "window-contents";

/** Opens the contents in the keyed state of an operator. */
export function openContents(spec: ContentsSpec, backend: KeyedStateBackend, operatorName: string): WindowContents {
  switch (spec.kind) {
    case "reduce":
      return backend.namespacedState(new ReducingStateDescriptor(NAME, spec.reduce, spec.elementType));
    case "aggregate":
      return backend.namespacedState(
        new AggregatingStateDescriptor(NAME, withoutPromises(spec.aggregate, operatorName), spec.accumulatorType),
      );
    case "list":
      return new ListContents<unknown>(backend, spec.elementType ?? null);
  }
}

/** A list state whose absence is null, as the window operator needs it. */
class ListContents<T> implements WindowContents {
  protected readonly state: ReturnType<typeof openList<T>>;

  constructor(backend: KeyedStateBackend, type: TypeInformation<unknown> | null) {
    this.state = openList<T>(backend, type);
  }

  setNamespace(namespace: Namespace, hint: EntryHint | null = null): void {
    this.state.setNamespace(namespace, hint);
  }

  add(value: T): void {
    this.state.add(value);
  }

  get(): Iterable<T> | null {
    const elements = this.state.get();
    for (const _first of elements) return elements;
    return null;
  }

  clear(): void {
    this.state.clear();
  }

  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void {
    this.state.mergeNamespaces(target, sources);
  }
}

/** All elements with their timestamps, of which an evictor takes some away. In Flink by a `StreamElementSerializer`. */
export class EvictableContents extends ListContents<TimestampedValue<unknown>> {
  constructor(backend: KeyedStateBackend, elementType: TypeInformation<unknown> | null = null) {
    super(backend, elementType === null ? null : timestamped(elementType));
  }

  /** What is left. */
  replace(elements: readonly TimestampedValue<unknown>[]): void {
    this.state.update(elements);
  }
}

/** The type of what an evictor chooses from. */
function timestamped(elementType: TypeInformation<unknown>): TypeInformation<unknown> {
  const parts = [schemaOf(elementType), schema("LONG")];
  return { ...elementType, schema: schema("STREAM_ELEMENT", parts, ["value", "timestampMs"]) };
}

function openList<T>(backend: KeyedStateBackend, type: TypeInformation<unknown> | null) {
  // Nothing but elements of this type is put into it.
  return backend.namespacedState(new ListStateDescriptor<T>(NAME, type as TypeInformation<T> | null));
}
