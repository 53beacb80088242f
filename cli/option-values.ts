/** Parsers of option values, for commander. */
import { InvalidArgumentError } from "commander";
import { duration } from "../sim/faults/time-text.ts";

/** Options that may be repeated: all their values. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** A whole number of at least `min`. */
export function wholeNumber(min: number): (raw: string) => number {
  return (raw) => {
    const value = Number(raw);
    if (/^[+-]?\d+$/.test(raw) && Number.isSafeInteger(value) && value >= min) return value;
    throw new InvalidArgumentError(`It has to be a whole number${min >= 0 ? ` of at least ${min}` : ""}.`);
  };
}

/** A time in ms, 0 or later. */
export function milliseconds(raw: string): number {
  const value = Number(raw);
  if (/^\d+(\.\d+)?$/.test(raw) && value <= Number.MAX_SAFE_INTEGER) return value;
  throw new InvalidArgumentError("It has to be a number of milliseconds, 0 or more.");
}

/** A time such as `110ms`, `3.2s` or `2min`; gives ms. */
export function virtualTimeMs(raw: string): number {
  return duration(raw, (why) => {
    throw new InvalidArgumentError(`${why}.`);
  });
}

/** A TCP port; 0 stands for any that is free. */
export function portNumber(raw: string): number {
  const value = Number(raw);
  if (/^\d+$/.test(raw) && value <= 65_535) return value;
  throw new InvalidArgumentError("It has to be a port, from 0 to 65535.");
}
