/** log2 of a number in two parts, good to 2^-70: what `pow` multiplies by its exponent. */
import { fromWords, highWord, truncated, withHighWord } from "./bits.ts";

/** Series of (3/2) (ln x − 2s − (2/3) s³) in s² . */
const L1 = 0.5999999999999946;
const L2 = 0.4285714285785502;
const L3 = 0.33333332981837743;
const L4 = 0.272728123808534;
const L5 = 0.23066074577556175;
const L6 = 0.20697501780033842;

/** 2 / (3 ln 2), and in two parts. */
const C = 0.9617966939259756;
const C_HIGH = 0.9617967009544373;
const C_LOW = -7.028461650952758e-9;
/** log2(1.5) in two parts. */
const LOG2_1_5_HIGH = 0.5849624872207642;
const LOG2_1_5_LOW = 1.350039202129749e-8;
/** 1 / ln 2, and in two parts. */
const INVERSE_LN2 = Math.LOG2E;
const INVERSE_LN2_HIGH = 1.4426950216293335;
const INVERSE_LN2_LOW = 1.9259629911266175e-8;

const SMALLEST_NORMAL = 2 ** -1022;
/** Fractions of √(3/2) and √3. */
const SQRT_1_5 = 0x3988e;
const SQRT_3 = 0xbb67a;

/** The result: log2(x) = high + low, high of 21 bits. */
export const parts = { high: 0, low: 0 };

/** For |x − 1| ≤ 2^-20. */
export function log2PartsNearOne(x: number): void {
  const t = x - 1;
  const w = t * t * (0.5 - t * (0.3333333333333333 - t * 0.25));
  const u = INVERSE_LN2_HIGH * t;
  const v = t * INVERSE_LN2_LOW - w * INVERSE_LN2;
  parts.high = truncated(u + v);
  parts.low = v - (parts.high - u);
}

/** For finite x > 0. */
export function log2Parts(x: number): void {
  const subnormal = x < SMALLEST_NORMAL;
  const value = subnormal ? x * 2 ** 53 : x;
  const word = highWord(value);
  let n = (word >> 20) - 1023 - (subnormal ? 53 : 0);
  const fraction = word & 0xfffff;
  let normal = fraction | 0x3ff00000;
  // The fraction is measured from 1 or from 1.5, whichever is nearer.
  const fromOneAndHalf = fraction > SQRT_1_5 && fraction < SQRT_3;
  if (fraction >= SQRT_3) {
    n += 1;
    normal -= 0x100000;
  }
  const a = withHighWord(value, normal);
  const base = fromOneAndHalf ? 1.5 : 1;
  // s = (a − base) / (a + base) in two parts.
  const u = a - base;
  const v = 1 / (a + base);
  const s = u * v;
  const sHigh = truncated(s);
  const sumHigh = fromWords(((normal >> 1) | 0x20000000) + 0x80000 + (fromOneAndHalf ? 0x40000 : 0), 0);
  const sumLow = a - (sumHigh - base);
  const sLow = v * (u - sHigh * sumHigh - sHigh * sumLow);
  const z = s * s;
  const r = z * z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * L6))))) + sLow * (sHigh + s);
  const square = sHigh * sHigh;
  const tHigh = truncated(3 + square + r);
  const tLow = r - (tHigh - 3 - square);
  // s (3 + s² + …) in two parts, then times 2 / (3 ln 2), then plus n and log2(base).
  const pu = sHigh * tHigh;
  const pv = sLow * tHigh + tLow * s;
  const pHigh = truncated(pu + pv);
  const pLow = pv - (pHigh - pu);
  const zHigh = C_HIGH * pHigh;
  const zLow = C_LOW * pHigh + pLow * C + (fromOneAndHalf ? LOG2_1_5_LOW : 0);
  const baseHigh = fromOneAndHalf ? LOG2_1_5_HIGH : 0;
  parts.high = truncated(zHigh + zLow + baseHigh + n);
  parts.low = zLow - (parts.high - n - baseHigh - zHigh);
}
