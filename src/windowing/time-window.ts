/** Windows of time and their arithmetic. Flink's class of the same name. */
import type { Window } from "../api/functions.ts";
import type { Namespace } from "../state/keyed-state-backend.ts";

/** [start, end), ms. Two windows with equal bounds are the same window. */
export class TimeWindow implements Window {
  readonly start: number;
  readonly end: number;
  #namespace: Namespace | null = null;

  constructor(start: number, end: number) {
    this.start = start;
    this.end = end;
  }

  maxTimestamp(): number {
    return this.end - 1;
  }

  /** The window's identity in state and timers. */
  get namespace(): Namespace {
    this.#namespace ??= `${this.start},${this.end}`;
    return this.#namespace;
  }

  /** The window of a `namespace`. */
  static ofNamespace(namespace: Namespace): TimeWindow {
    const comma = namespace.indexOf(",");
    return new TimeWindow(Number(namespace.slice(0, comma)), Number(namespace.slice(comma + 1)));
  }

  /** True also for windows that only touch. */
  intersects(other: TimeWindow): boolean {
    return this.start <= other.end && this.end >= other.start;
  }

  /** The smallest window that contains both. */
  cover(other: TimeWindow): TimeWindow {
    // A window that is there already has its name at hand.
    if (this.start <= other.start && this.end >= other.end) return this;
    if (other.start <= this.start && other.end >= this.end) return other;
    return new TimeWindow(Math.min(this.start, other.start), Math.max(this.end, other.end));
  }

  equals(other: TimeWindow): boolean {
    return this.start === other.start && this.end === other.end;
  }

  /** Java's hash: the bits of start + end, mixed. */
  hashCode(): number {
    let x = BigInt.asUintN(64, BigInt(this.start) + BigInt(this.end));
    x = BigInt.asUintN(64, (x ^ (x >> 30n)) * 0xbf58476d1ce4e5b9n);
    x = BigInt.asUintN(64, (x ^ (x >> 27n)) * 0x94d049bb133111ebn);
    return Number(BigInt.asIntN(32, x ^ (x >> 31n)));
  }

  toString(): string {
    return `TimeWindow{start=${this.start}, end=${this.end}}`;
  }
}

/** A window for somebody who keeps no more than its bounds: the next one is the same object. */
export class PassingWindow extends TimeWindow {
  declare start: number;
  declare end: number;

  override get namespace(): Namespace {
    return `${this.start},${this.end}`;
  }

  moveTo(start: number, end: number): void {
    this.start = start;
    this.end = end;
  }
}

/** Start of the window of `size` ms that contains a time, where windows begin at `offset` plus multiples of `size`. */
export function getWindowStartWithOffset(timestampMs: number, offset: number, size: number): number {
  const remainder = (timestampMs - offset) % size;
  // A remainder keeps the sign of the dividend, and may be -0.
  return remainder < 0 ? timestampMs - (remainder + size) : timestampMs - (remainder + 0);
}
