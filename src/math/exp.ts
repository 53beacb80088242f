/**
 * e^x, the same to the last bit in every engine. As in fdlibm: x = k ln 2 + r with |r| ≤ ln 2 / 2, and e^r by a rational
 * function whose denominator is a polynomial in r². Error below 1 ulp.
 */
import { scaled } from "./bits.ts";

/** ln 2 in two parts; the first has 21 zero bits at its end, so that its product with k is exact. */
export const LN2_HIGH = 0.6931471803691238;
/** ln 2 less its high part. */
export const LN2_LOW = 1.9082149292705877e-10;
/** 1 / ln 2. */
export const INVERSE_LN2 = Math.LOG2E;
/** Above it e^x is Infinity. */
export const EXP_OVERFLOW = 709.782712893384;

const UNDERFLOW = -745.1332191019411;
const HALF_LN2 = 0.34657359027997264;
const ONE_AND_HALF_LN2 = 1.0397207708399179;
const TINY = 2 ** -28;
const E = Math.E;

const P1 = 0.16666666666666602;
const P2 = -0.0027777777777015593;
const P3 = 6.613756321437934e-5;
const P4 = -1.6533902205465252e-6;
const P5 = 4.1381367970572385e-8;

/** r minus what the series of r · coth(r / 2) takes from it; shared with `pow`. */
export function expResidue(r: number): number {
  const z = r * r;
  return r - z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * P5))));
}

/** How many times ln 2 is nearest to x; only for |x| above half of it. */
export function nearestLn2Multiple(x: number): number {
  const sign = x < 0 ? -1 : 1;
  return x * sign < ONE_AND_HALF_LN2 ? sign : Math.trunc(INVERSE_LN2 * x + 0.5 * sign);
}

/** e to the x-th. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > EXP_OVERFLOW) return Number.POSITIVE_INFINITY;
  if (x < UNDERFLOW) return 0;
  // The rounding of the reduced form misses e itself by one bit.
  if (x === 1) return E;
  const size = Math.abs(x);
  if (size < TINY) return 1 + x;
  if (size <= HALF_LN2) {
    const c = expResidue(x);
    return 1 - ((x * c) / (c - 2) - x);
  }
  const k = nearestLn2Multiple(x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const c = expResidue(r);
  return scaled(1 - (low - (r * c) / (2 - c) - high), k);
}
