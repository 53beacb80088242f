/** Event time in milliseconds. Flink's `Long.MIN_VALUE` and `Long.MAX_VALUE` stand at the ends of the safe integers. */
export const MIN_TIMESTAMP: number = -Number.MAX_SAFE_INTEGER;
/** The watermark after the last event. */
export const MAX_TIMESTAMP: number = Number.MAX_SAFE_INTEGER;

/** The timestamp of a record that has none. */
export const NO_TIMESTAMP: number = MIN_TIMESTAMP;

/** Adds two times; what overflows stays at the end. */
export function saturatingAdd(a: number, b: number): number {
  const sum = a + b;
  return Math.max(MIN_TIMESTAMP, Math.min(MAX_TIMESTAMP, sum));
}
