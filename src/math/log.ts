/**
 * Natural logarithm, the same to the last bit in every engine: the algorithm of FreeBSD's `e_log.c` (fdlibm, Sun
 * Microsystems 1993), as `StrictMath.log` uses it. Error below 1 ulp.
 */
const LN2_HI = 0.6931471803691238;
const LN2_LO = 1.9082149292705877e-10;
const TWO_54 = 18014398509481984;
const L1 = 0.6666666666666735;
const L2 = 0.3999999999940942;
const L3 = 0.2857142874366239;
const L4 = 0.22222198432149784;
const L5 = 0.1818357216161805;
const L6 = 0.15313837699209373;
const L7 = 0.14798198605116586;

const view = new DataView(new ArrayBuffer(8));

/** ln x; NaN below 0, -Infinity at 0. */
export function log(x: number): number {
  view.setFloat64(0, x);
  let high = view.getInt32(0);
  let exponent = 0;
  if (high < 0x00100000) {
    if (x === 0) return Number.NEGATIVE_INFINITY;
    if (high < 0) return Number.NaN;
    exponent = -54;
    view.setFloat64(0, x * TWO_54);
    high = view.getInt32(0);
  }
  if (high >= 0x7ff00000) return x + x;
  exponent += (high >> 20) - 1023;
  high &= 0x000fffff;
  // Brings the mantissa into [sqrt(2)/2, sqrt(2)).
  const carry = (high + 0x95f64) & 0x100000;
  view.setInt32(0, high | (carry ^ 0x3ff00000));
  exponent += carry >> 20;
  const f = view.getFloat64(0) - 1;
  const k = exponent;
  if ((0x000fffff & (2 + high)) < 3) return nearOne(f, k);
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (L2 + w * (L4 + w * L6));
  const odd = z * (L1 + w * (L3 + w * (L5 + w * L7)));
  const r = odd + even;
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    const half = 0.5 * f * f;
    return k === 0 ? f - (half - s * (half + r)) : k * LN2_HI - (half - (s * (half + r) + k * LN2_LO) - f);
  }
  return k === 0 ? f - s * (f - r) : k * LN2_HI - (s * (f - r) - k * LN2_LO - f);
}

/** ln of 2^k (1 + f) for |f| < 2^-20. */
function nearOne(f: number, k: number): number {
  if (f === 0) return k === 0 ? 0 : k * LN2_HI + k * LN2_LO;
  const r = f * f * (0.5 - 0.3333333333333333 * f);
  return k === 0 ? f - r : k * LN2_HI - (r - k * LN2_LO - f);
}
