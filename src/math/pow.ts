/**
 * x to the y-th, the same to the last bit in every engine: fdlibm's scheme, log2(x) in two parts, times y in two parts, then
 * 2 to that. Error below 0.7 ulp; integer powers that fit a double are exact. The operator `**` cannot be replaced: it stays
 * the engine's own, which is exact for 2 ** n and differs elsewhere.
 */
import { scaled, truncated } from "./bits.ts";
import { expResidue } from "./exp.ts";
import { log2Parts, log2PartsNearOne, parts } from "./pow-log2.ts";

const LN2 = Math.LN2;
const LN2_HIGH = 0.6931471824645996;
const LN2_LOW = -1.904654299957768e-9;
/** Half an ulp above the largest exponent: less than that still rounds to a finite number. */
const OVERFLOW_MARGIN = 8.008566259537294e-17;
const TWO_31 = 2 ** 31;
const TWO_53 = 2 ** 53;

function isOdd(y: number): boolean {
  return Math.abs(y) < TWO_53 && y % 2 !== 0;
}

/** x to the y-th, with ECMAScript's special cases (1 to an infinity is NaN). */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (Math.abs(y) === Number.POSITIVE_INFINITY) {
    if (size === 1) return Number.NaN;
    return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  if (y === 1) return x;
  if (y === -1) return 1 / x;
  if (y === 2) return x * x;
  const negative = x < 0 || Object.is(x, -0);
  const whole = Number.isInteger(y);
  const sign = negative && whole && isOdd(y) ? -1 : 1;
  if (size === 0 || size === Number.POSITIVE_INFINITY)
    return sign * ((size === 0) === y > 0 ? 0 : Number.POSITIVE_INFINITY);
  if (negative && !whole) return Number.NaN;
  if (size === 1) return sign;
  if (y === 0.5) return Math.sqrt(x);
  return sign * positivePower(size, y);
}

/** For finite x > 0 other than 1 and finite y. */
function positivePower(x: number, y: number): number {
  if (Math.abs(y) > TWO_31) {
    const far = Math.abs(x - 1) > 2 ** -20 || Math.abs(y) > 2 ** 64;
    if (far) return x > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
    log2PartsNearOne(x);
  } else log2Parts(x);
  const { high, low } = parts;
  const y1 = truncated(y);
  return exp2Of(y1 * high, (y - y1) * high + y * low);
}

/** 2^(high + low). */
function exp2Of(high: number, low: number): number {
  const sum = low + high;
  if (sum >= 1024 && (sum > 1024 || low + OVERFLOW_MARGIN > sum - high)) return Number.POSITIVE_INFINITY;
  if (sum <= -1075 && (sum < -1075 || low <= sum - high)) return 0;
  const n = nearestInteger(sum);
  const head = high - n;
  const t = truncated(low + head);
  const u = t * LN2_HIGH;
  const v = (low - (t - head)) * LN2 + t * LN2_LOW;
  const z = u + v;
  const w = v - (z - u);
  const c = expResidue(z);
  const value = 1 - ((z * c) / (c - 2) - (w + z * w) - z);
  return scaled(value, n);
}

/** 0 for |x| ≤ 1/2; halves go away from zero. */
function nearestInteger(x: number): number {
  if (Math.abs(x) <= 0.5) return 0;
  return x < 0 ? -Math.floor(-x + 0.5) : Math.floor(x + 0.5);
}
