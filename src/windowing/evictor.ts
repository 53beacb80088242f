/** Removes elements from a window before or after it is evaluated. Flink's interface of the same name. */
import type { Window } from "../api/functions.ts";

/** An element of a window with its timestamp, ms. `TimestampedValue`. */
export interface TimestampedValue<T> {
  readonly value: T;
  /** `MIN_TIMESTAMP` for an element without one. */
  readonly timestampMs: number;
}

/** What an evictor may ask. */
export interface EvictorContext {
  /** ms */
  currentProcessingTime(): number;
  /** ms */
  currentWatermark(): number;
}

/** Changes the list in place; what it removes is gone from the window for good. */
export interface Evictor<T = unknown> {
  /** @param elements in the order in which they came */
  evictBefore(elements: TimestampedValue<T>[], size: number, window: Window, context: EvictorContext): void;
  /** @param elements what was evaluated */
  evictAfter(elements: TimestampedValue<T>[], size: number, window: Window, context: EvictorContext): void;
}

/** An evictor that does the same either before or after. */
export abstract class OneSidedEvictor<T> implements Evictor<T> {
  private readonly doEvictAfter: boolean;

  constructor(doEvictAfter: boolean) {
    this.doEvictAfter = doEvictAfter;
  }

  evictBefore(elements: TimestampedValue<T>[]): void {
    if (!this.doEvictAfter) this.evict(elements);
  }

  evictAfter(elements: TimestampedValue<T>[]): void {
    if (this.doEvictAfter) this.evict(elements);
  }

  protected abstract evict(elements: TimestampedValue<T>[]): void;
}

/** Keeps the elements for which `stays` holds. */
export function retain<T>(elements: T[], stays: (element: T) => boolean): void {
  let kept = 0;
  for (const element of elements) if (stays(element)) elements[kept++] = element;
  elements.length = kept;
}
