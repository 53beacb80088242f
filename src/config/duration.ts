/** Durations as Flink writes them: `10 s`, `200 ms`, `1min`, `2 h`; a bare number is milliseconds. `TimeUtils`. */
import type { ConfigType } from "./config-type.ts";

const NANOS_PER_UNIT: ReadonlyMap<string, number> = new Map([
  ...["ns", "nano", "nanos", "nanosecond", "nanoseconds"].map((unit) => [unit, 1] as const),
  ...["µs", "us", "micro", "micros", "microsecond", "microseconds"].map((unit) => [unit, 1e3] as const),
  ...["ms", "milli", "millis", "millisecond", "milliseconds", ""].map((unit) => [unit, 1e6] as const),
  ...["s", "sec", "secs", "second", "seconds"].map((unit) => [unit, 1e9] as const),
  ...["m", "min", "minute", "minutes"].map((unit) => [unit, 60e9] as const),
  ...["h", "hour", "hours"].map((unit) => [unit, 3600e9] as const),
  ...["d", "day", "days"].map((unit) => [unit, 86400e9] as const),
]);

function parseNanos(raw: string | number | boolean, bareUnit: string): number | undefined {
  if (typeof raw === "number") return raw * NANOS_PER_UNIT.get(bareUnit)!;
  const text = String(raw).trim().toLowerCase();
  let digits = 0;
  while (isDigit(text.charCodeAt(digits))) digits++;
  if (digits === 0) return undefined;
  const unit = NANOS_PER_UNIT.get(text.slice(digits).trimStart() || bareUnit);
  return unit === undefined ? undefined : Number(text.slice(0, digits)) * unit;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function duration(bareUnit: string, perUnit: number, expects: string, min: number): ConfigType<number> {
  return {
    expects,
    parse(raw) {
      const nanos = parseNanos(raw, bareUnit);
      if (nanos === undefined) return undefined;
      const value = nanos / perUnit;
      return Number.isSafeInteger(value) && value >= min ? value : undefined;
    },
  };
}

/** Whole milliseconds, not negative. */
export const DURATION_MS: ConfigType<number> = duration(
  "ms",
  1e6,
  'a duration in whole milliseconds such as "10 s" or "200 ms"',
  0,
);

/** Whole milliseconds, greater than 0. */
export const POSITIVE_DURATION_MS: ConfigType<number> = duration(
  "ms",
  1e6,
  'a duration greater than 0 such as "10 s" or "200 ms"',
  1,
);

/** Whole nanoseconds, not negative; a bare number is nanoseconds. */
export const DURATION_NS: ConfigType<number> = duration("ns", 1, 'a duration such as "500 ns" or "1 us"', 0);
