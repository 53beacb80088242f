import type { Collector } from "../api/functions.ts";
import { NO_TIMESTAMP } from "../time/timestamps.ts";
import type { Output } from "./operator.ts";

/** Gives what a user function collects the timestamp of the element or timer in hand. `TimestampedCollector`. */
export class TimestampedCollector<T = unknown> implements Collector<T> {
  private readonly output: Output;
  /** ms */
  timestampMs: number = NO_TIMESTAMP;

  constructor(output: Output) {
    this.output = output;
  }

  setTimestamp(timestampMs: number): void {
    this.timestampMs = timestampMs;
  }

  collect(value: T): void {
    this.output.collect(value, this.timestampMs);
  }
}
