/**
 * ln(1 + x) without cancellation near 0, the same to the last bit in every engine. As in fdlibm: 1 + x = 2^k (1 + f), the
 * rounding of the sum is kept as a correction, and ln(1 + f) is a series in s = f / (2 + f). Error below 1 ulp.
 */
import { highWord, withHighWord } from "./bits.ts";
import { LN2_HIGH, LN2_LOW } from "./exp.ts";

const L1 = 0.6666666666666735;
const L2 = 0.3999999999940942;
const L3 = 0.2857142874366239;
const L4 = 0.22222198432149784;
const L5 = 0.1818357216161805;
const L6 = 0.15313837699209373;
const L7 = 0.14798198605116586;

/** Between these, about √2/2 − 1 and √2 − 1, x needs no reduction. */
const FROM = -0.2929;
const TO = 0.41422;
const SQRT2_FRACTION = 0x6a09e;
const TWO_53 = 2 ** 53;

/** s (f²/2 + R(s²)), the part of ln(1 + f) beyond f − f²/2; shared with `log2` and `log10`. */
export function logRemainder(f: number, halfSquare: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const series = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))));
  return s * (halfSquare + series);
}

/** ln(1 + x); NaN below -1, -Infinity at -1. */
export function log1p(x: number): number {
  if (Number.isNaN(x) || x === Number.POSITIVE_INFINITY) return x;
  if (x <= -1) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
  const size = Math.abs(x);
  if (size < 2 ** -54) return x;
  if (size < 2 ** -29) return x - x * x * 0.5;
  if (x > FROM && x < TO) {
    const halfSquare = 0.5 * x * x;
    return x - (halfSquare - logRemainder(x, halfSquare));
  }
  return reduced(x);
}

function reduced(x: number): number {
  const sum = x < TWO_53 ? 1 + x : x;
  const high = highWord(sum);
  let k = (high >> 20) - 1023;
  const lost = x < TWO_53 ? (k > 0 ? 1 - (sum - x) : x - (sum - 1)) / sum : 0;
  const fraction = high & 0xfffff;
  let f: number;
  if (fraction < SQRT2_FRACTION) f = withHighWord(sum, fraction | 0x3ff00000) - 1;
  else {
    k += 1;
    f = withHighWord(sum, fraction | 0x3fe00000) - 1;
  }
  const low = k * LN2_LOW + lost;
  if (f === 0) return k * LN2_HIGH + low;
  const halfSquare = 0.5 * f * f;
  return k * LN2_HIGH - (halfSquare - (logRemainder(f, halfSquare) + low) - f);
}
