/** The state in which a window gathers its elements. */
import type { AggregateFunction, ReduceFunction } from "../api/functions.ts";
import { AggregatingStateDescriptor, ListStateDescriptor, ReducingStateDescriptor } from "../api/state-descriptors.ts";
import { withoutPromises } from "../operators/refuse-promise.ts";
import type { EntryHint, KeyedStateBackend, MergesNamespaces, Namespace } from "../state/keyed-state-backend.ts";
import type { TimestampedValue } from "./evictor.ts";

/** How elements are gathered: into one value, one accumulator, or a list. */
export type ContentsSpec =
  | { readonly kind: "reduce"; readonly reduce: ReduceFunction<unknown> }
  | { readonly kind: "aggregate"; readonly aggregate: AggregateFunction<unknown, unknown, unknown> }
  | { readonly kind: "list" };

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
      return backend.namespacedState(new ReducingStateDescriptor(NAME, spec.reduce));
    case "aggregate":
      return backend.namespacedState(
        new AggregatingStateDescriptor(NAME, withoutPromises(spec.aggregate, operatorName)),
      );
    case "list":
      return new ListContents<unknown>(backend);
  }
}

/** A list state whose absence is null, as the window operator needs it. */
class ListContents<T> implements WindowContents {
  protected readonly state: ReturnType<typeof openList<T>>;

  constructor(backend: KeyedStateBackend) {
    this.state = openList<T>(backend);
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

/** All elements with their timestamps, of which an evictor takes some away. */
export class EvictableContents extends ListContents<TimestampedValue<unknown>> {
  /** What is left. */
  replace(elements: readonly TimestampedValue<unknown>[]): void {
    this.state.update(elements);
  }
}

function openList<T>(backend: KeyedStateBackend) {
  return backend.namespacedState(new ListStateDescriptor<T>(NAME));
}
