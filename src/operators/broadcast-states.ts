/** The broadcast states that a stream was declared with, and what functions see beside them. */
import type { BroadcastBaseContext } from "../api/co-functions.ts";
import type { OutputTag } from "../api/output-tag.ts";
import type { BroadcastState } from "../api/state.ts";
import type { MapStateDescriptor } from "../api/state-descriptors.ts";
import { NO_TIMESTAMP } from "../time/timestamps.ts";
import { IllegalArgumentError } from "../types/errors.ts";
import type { OperatorContext } from "./operator.ts";

/** A declared broadcast state. */
export type BroadcastDescriptor = MapStateDescriptor<unknown, unknown>;

/** By name; only what was declared can be had. */
export class BroadcastStates {
  readonly #states = new Map<string, BroadcastState<unknown, unknown>>();

  constructor(ctx: OperatorContext, descriptors: readonly BroadcastDescriptor[]) {
    for (const descriptor of descriptors)
      this.#states.set(descriptor.name, ctx.operatorState.broadcastState(descriptor.name, descriptor));
  }

  get<K, V>({ name }: MapStateDescriptor<K, V>): BroadcastState<K, V> {
    const state = this.#states.get(name);
    if (state === undefined)
      throw new IllegalArgumentError(
        `The requested state "${name}" does not exist. Check for typos in your state descriptor, or specify the state descriptor in the datastream.broadcast(...) call if you forgot to register it.`,
      );
    // Whoever declared the state said what it holds.
    return state as BroadcastState<K, V>;
  }
}

/** What all functions with broadcast state see; one object serves all elements and timers. */
export class BroadcastElementContext implements BroadcastBaseContext {
  readonly #ctx: OperatorContext;
  readonly #states: BroadcastStates;
  readonly #currentWatermark: () => number;
  timestampMs = NO_TIMESTAMP;

  constructor(ctx: OperatorContext, states: BroadcastStates, currentWatermark: () => number) {
    this.#ctx = ctx;
    this.#states = states;
    this.#currentWatermark = currentWatermark;
  }

  timestamp(): number | null {
    return this.timestampMs === NO_TIMESTAMP ? null : this.timestampMs;
  }

  currentProcessingTime(): number {
    return this.#ctx.processingTime.currentTimeMs();
  }

  currentWatermark(): number {
    return this.#currentWatermark();
  }

  output<X>(tag: OutputTag<X>, value: X): void {
    this.#ctx.output.collectSide(tag, value, this.timestampMs);
  }

  getBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V> {
    return this.#states.get(descriptor);
  }
}
