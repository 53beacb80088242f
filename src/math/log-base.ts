/**
 * Logarithms to the bases 2 and 10, the same to the last bit in every engine. The natural logarithm of the fraction is
 * taken in two parts and multiplied by 1 / ln(base) in two parts, as in FreeBSD's `e_log2.c` and `e_log10.c`, so that
 * powers of the base come out exact. Error below 1 ulp.
 */
import { highWord, truncated, withHighWord } from "./bits.ts";
import { logRemainder } from "./log1p.ts";

/** 1 / ln 2 and 1 / ln 10, in two parts each. */
const INVERSE_LN2_HIGH = 1.4426950407214463;
const INVERSE_LN2_LOW = 1.6751713164886512e-10;
const INVERSE_LN10_HIGH = 0.4342944818781689;
const INVERSE_LN10_LOW = 2.5082946711645275e-11;
/** log10(2) in two parts. */
const LOG10_2_HIGH = 0.30102999566361177;
const LOG10_2_LOW = 3.694239077158931e-13;

const SMALLEST_NORMAL = 2 ** -1022;
const SQRT_HALF_OFFSET = 0x95f64;

/** Result of `split`: x = 2^exponent · (1 + f), and ln(1 + f) = high + low. */
const parts = { exponent: 0, high: 0, low: 0 };

function split(x: number): void {
  let exponent = 0;
  let value = x;
  if (value < SMALLEST_NORMAL) {
    exponent = -54;
    value *= 2 ** 54;
  }
  const word = highWord(value);
  // Brings the fraction into [√2/2, √2).
  const fraction = word & 0xfffff;
  const carry = (fraction + SQRT_HALF_OFFSET) & 0x100000;
  parts.exponent = exponent + (word >> 20) - 1023 + (carry >> 20);
  const f = withHighWord(value, fraction | (carry ^ 0x3ff00000)) - 1;
  const halfSquare = 0.5 * f * f;
  const high = truncated(f - halfSquare);
  parts.high = high;
  parts.low = f - high - halfSquare + logRemainder(f, halfSquare);
}

/** What both logarithms give where there is nothing to compute; null elsewhere. */
function special(x: number): number | null {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  return x === Number.POSITIVE_INFINITY ? x : null;
}

/** Logarithm to the base 2; NaN below 0. */
export function log2(x: number): number {
  const known = special(x);
  if (known !== null) return known;
  split(x);
  const { exponent, high, low } = parts;
  const head = high * INVERSE_LN2_HIGH;
  const tail = (low + high) * INVERSE_LN2_LOW + low * INVERSE_LN2_HIGH;
  const sum = exponent + head;
  return tail + (exponent - sum + head) + sum;
}

/** Logarithm to the base 10; NaN below 0. */
export function log10(x: number): number {
  const known = special(x);
  if (known !== null) return known;
  split(x);
  const { exponent, high, low } = parts;
  const head = high * INVERSE_LN10_HIGH;
  const base = exponent * LOG10_2_HIGH;
  const tail = exponent * LOG10_2_LOW + (low + high) * INVERSE_LN10_LOW + low * INVERSE_LN10_HIGH;
  const sum = base + head;
  return tail + (base - sum + head) + sum;
}
