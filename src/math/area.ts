/**
 * asinh, acosh and atanh by way of logarithms, the same to the last bit in every engine; the ranges are those of fdlibm.
 * Error below 2 ulp.
 */
import { log } from "./log.ts";
import { log1p } from "./log1p.ts";

const LN2 = Math.LN2;
/** From here on a square plus or minus 1 is the square. */
const HUGE = 2 ** 28;
const TINY = 2 ** -28;

/** Inverse hyperbolic sine. */
export function asinh(x: number): number {
  const size = Math.abs(x);
  if (!(size < Number.POSITIVE_INFINITY) || size < TINY) return x;
  let value: number;
  if (size > HUGE) value = log(size) + LN2;
  else if (size > 2) value = log(2 * size + 1 / (Math.sqrt(size * size + 1) + size));
  else value = log1p(size + (size * size) / (1 + Math.sqrt(1 + size * size)));
  return x < 0 ? -value : value;
}

/** Inverse hyperbolic cosine; NaN below 1. */
export function acosh(x: number): number {
  if (!(x >= 1)) return Number.NaN;
  if (x >= HUGE) return x === Number.POSITIVE_INFINITY ? x : log(x) + LN2;
  if (x > 2) return log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
  const t = x - 1;
  return log1p(t + Math.sqrt(2 * t + t * t));
}

/** Inverse hyperbolic tangent; NaN beyond ±1, infinite at ±1. */
export function atanh(x: number): number {
  const size = Math.abs(x);
  if (!(size <= 1)) return Number.NaN;
  if (size === 1) return x * Number.POSITIVE_INFINITY;
  if (size < TINY) return x;
  const twice = size + size;
  const value = size < 0.5 ? 0.5 * log1p(twice + (twice * size) / (1 - size)) : 0.5 * log1p(twice / (1 - size));
  return x < 0 ? -value : value;
}
