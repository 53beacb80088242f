/**
 * base to a whole power, within one rounding of the true value: the product is carried as a sum of two doubles. The host's
 * `Math.pow` differs between engines, and multiplying plainly gathers rounding errors that show after a floor.
 */
export function accuratePower(base: number, exponent: number): number {
  let high = 1;
  let low = 0;
  for (let i = 0; i < exponent && Number.isFinite(high); i++) {
    const product = high * base;
    const error = productError(high, base, product) + low * base;
    high = product + error;
    low = error - (high - product);
  }
  return high;
}

/** a · b − fl(a · b), exactly (Dekker). */
function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

/** The upper 26 bits of a double's 53 (Veltkamp). */
function upperHalf(value: number): number {
  const scaled = 134217729 * value;
  return scaled - (scaled - value);
}
