/** The evictors that Flink has: by number, by time, by distance. */
import { NO_TIMESTAMP } from "../time/timestamps.ts";
import { NoSuchElementError } from "../types/errors.ts";
import { OneSidedEvictor, retain, type TimestampedValue } from "./evictor.ts";

/** Keeps the last `maxCount` elements. Flink's class of the same name. */
export class CountEvictor<T = unknown> extends OneSidedEvictor<T> {
  private readonly maxCount: number;

  private constructor(maxCount: number, doEvictAfter: boolean) {
    super(doEvictAfter);
    this.maxCount = maxCount;
  }

  static of<T = unknown>(maxCount: number, doEvictAfter = false): CountEvictor<T> {
    return new CountEvictor(maxCount, doEvictAfter);
  }

  protected override evict(elements: TimestampedValue<T>[]): void {
    if (elements.length > this.maxCount) elements.splice(0, elements.length - this.maxCount);
  }
}

/** Keeps the elements younger than `windowSize` ms, counted back from the newest. Flink's class of the same name. */
export class TimeEvictor<T = unknown> extends OneSidedEvictor<T> {
  private readonly windowSize: number;

  private constructor(windowSize: number, doEvictAfter: boolean) {
    super(doEvictAfter);
    this.windowSize = windowSize;
  }

  /** @param windowSize ms */
  static of<T = unknown>(windowSize: number, doEvictAfter = false): TimeEvictor<T> {
    return new TimeEvictor(windowSize, doEvictAfter);
  }

  /** Does nothing where the first element has no timestamp. */
  protected override evict(elements: TimestampedValue<T>[]): void {
    if (elements.length === 0 || elements[0].timestampMs === NO_TIMESTAMP) return;
    const newest = elements.reduce((max, { timestampMs }) => Math.max(max, timestampMs), NO_TIMESTAMP);
    retain(elements, ({ timestampMs }) => timestampMs > newest - this.windowSize);
  }
}

/** Removes the elements that are `threshold` or farther from the last one. Flink's class of the same name. */
export class DeltaEvictor<T> extends OneSidedEvictor<T> {
  private readonly threshold: number;
  private readonly delta: (element: T, last: T) => number;

  private constructor(threshold: number, delta: (element: T, last: T) => number, doEvictAfter: boolean) {
    super(doEvictAfter);
    this.threshold = threshold;
    this.delta = delta;
  }

  static of<T>(threshold: number, delta: (element: T, last: T) => number, doEvictAfter = false): DeltaEvictor<T> {
    return new DeltaEvictor(threshold, delta, doEvictAfter);
  }

  /** Throws for an empty list, as Flink does. */
  protected override evict(elements: TimestampedValue<T>[]): void {
    const last = elements.at(-1);
    if (last === undefined) throw new NoSuchElementError("A DeltaEvictor needs at least one element.");
    retain(elements, ({ value }) => this.delta(value, last.value) < this.threshold);
  }
}
