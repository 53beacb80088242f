/** Value, reducing and aggregating state whose value expires. `TtlValueState`, `TtlReducingState`, `TtlAggregatingState`. */
import type { AggregateFunction } from "../../api/functions.ts";
import type { AggregatingState, ReducingState, ValueState } from "../../api/state.ts";
import type { AggregatingStateDescriptor, Reducer, ReducingStateDescriptor } from "../../api/state-descriptors.ts";
import { UnsupportedOperationError } from "../../types/errors.ts";
import { HeapState } from "../heap-value-states.ts";
import type { MergesNamespaces, Namespace } from "../keyed-state-backend.ts";
import { mergeNamespaces } from "../merge-namespaces.ts";
import type { StateTable } from "../state-table.ts";
import type { TimeToLive, TtlValue } from "./time-to-live.ts";

/** One wrapped value per key and namespace. */
abstract class TtlSingleState extends HeapState {
  protected readonly ttl: TimeToLive;

  constructor(table: StateTable, ttl: TimeToLive) {
    super(table);
    this.ttl = ttl;
  }

  protected find(): TtlValue | undefined {
    return this.cell()?.value as TtlValue | undefined;
  }

  protected put(wrapped: TtlValue): void {
    if (this.table.traced) this.table.tracedWrite(this.namespace, () => this.store(wrapped));
    else this.store(wrapped);
  }

  /** The value of a read, null where there is none. */
  protected read(): TtlValue | undefined {
    this.table.accessed();
    if (this.table.traced) this.table.traceRead(this.namespace);
    return this.ttl.read(
      this.find(),
      (touched) => this.put(touched),
      () => this.clear(),
    );
  }

  override clear(): void {
    this.table.accessed();
    super.clear();
  }
}

/** The descriptor's default value does not count. */
export class TtlValueState extends TtlSingleState implements ValueState<unknown> {
  value(): unknown {
    return this.read()?.value ?? null;
  }

  update(value: unknown): void {
    if (value === null || value === undefined) {
      this.clear();
      return;
    }
    this.table.accessed();
    this.put(this.ttl.wrap(value));
  }
}

/** `TtlReducingState`, `TtlReduceFunction`. */
export class TtlReducingState extends TtlSingleState implements ReducingState<unknown>, MergesNamespaces {
  readonly #reducer: Reducer<unknown>;

  constructor(table: StateTable, descriptor: ReducingStateDescriptor<unknown>, ttl: TimeToLive) {
    super(table, ttl);
    this.#reducer = descriptor.reducer;
  }

  get(): unknown {
    return this.read()?.value ?? null;
  }

  /** Adding null touches what is there. */
  add(value: unknown): void {
    this.table.accessed();
    const wrapped = this.ttl.wrap(value ?? null);
    const old = this.find();
    const next = old === undefined ? wrapped : this.#reduce(old, wrapped);
    if (next === null) this.clear();
    else this.put(next);
  }

  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void {
    mergeNamespaces(this.table, target, sources, (a, b) => this.#reduce(a as TtlValue, b as TtlValue) ?? a);
  }

  #reduce(a: TtlValue, b: TtlValue): TtlValue | null {
    const first = this.ttl.unexpired(a) ?? null;
    const second = this.ttl.unexpired(b) ?? null;
    if (first !== null && second !== null) return this.ttl.wrap(this.#reducer.reduce(first, second));
    const remaining = first ?? second;
    return remaining === null ? null : this.ttl.wrap(remaining);
  }
}

/** `TtlAggregatingState`, `TtlAggregateFunction`. */
export class TtlAggregatingState
  extends TtlSingleState
  implements AggregatingState<unknown, unknown>, MergesNamespaces
{
  readonly #aggregate: AggregateFunction<unknown, unknown, unknown>;

  constructor(table: StateTable, descriptor: AggregatingStateDescriptor<unknown, unknown, unknown>, ttl: TimeToLive) {
    super(table, ttl);
    this.#aggregate = descriptor.aggregateFunction;
  }

  get(): unknown {
    const accumulator = this.read()?.value ?? null;
    return accumulator === null ? null : this.#aggregate.getResult(accumulator);
  }

  add(value: unknown): void {
    if (value === null || value === undefined) {
      this.clear();
      return;
    }
    this.table.accessed();
    const accumulator = this.ttl.unexpired(this.find()) ?? this.#aggregate.createAccumulator();
    this.put(this.ttl.wrap(this.#aggregate.add(value, accumulator)));
  }

  /** Throws where the aggregate function cannot merge. */
  mergeNamespaces(target: Namespace, sources: readonly Namespace[]): void {
    mergeNamespaces(this.table, target, sources, (a, b) => this.#merge(a as TtlValue, b as TtlValue));
  }

  #merge(a: TtlValue, b: TtlValue): TtlValue {
    const aggregate = this.#aggregate;
    if (aggregate.merge === undefined)
      throw new UnsupportedOperationError("Windows that merge need an AggregateFunction with merge().");
    const first = this.ttl.unexpired(a) ?? null;
    const second = this.ttl.unexpired(b) ?? null;
    if (first !== null && second !== null) return this.ttl.wrap(aggregate.merge(first, second));
    return this.ttl.wrap(first ?? second);
  }
}
