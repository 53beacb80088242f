/**
 * e^x − 1 without cancellation near 0, the same to the last bit in every engine. fdlibm's scheme: the reduction of `exp`,
 * then a form that never subtracts numbers of like size. Error below 1 ulp.
 */
import { powerOfTwo, scaled } from "./bits.ts";
import { EXP_OVERFLOW, LN2_HIGH, LN2_LOW, nearestLn2Multiple } from "./exp.ts";

const HALF_LN2 = 0.34657359027997264;
/** -56 ln 2: below it the result rounds to -1. */
const MINUS_ONE_BELOW = -38.816242111356935;
const TINY = 2 ** -54;

const Q1 = -0.03333333333333313;
const Q2 = 0.0015873015872548146;
const Q3 = -7.93650757867488e-5;
const Q4 = 4.008217827329362e-6;
const Q5 = -2.0109921818362437e-7;

/** e to the x-th, minus 1. */
export function expm1(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > EXP_OVERFLOW) return Number.POSITIVE_INFINITY;
  if (x < MINUS_ONE_BELOW) return -1;
  const size = Math.abs(x);
  if (size < TINY) return x;
  if (size <= HALF_LN2) {
    const halfSquare = x * (0.5 * x);
    return x - (x * ratio(x, halfSquare) - halfSquare);
  }
  const k = nearestLn2Multiple(x);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  // What the rounding of r lost.
  const lost = high - r - low;
  const halfSquare = r * (0.5 * r);
  const e = r * (ratio(r, halfSquare) - lost) - lost - halfSquare;
  return assembled(r, e, k);
}

/** (r³/2)-term of the series as a rational function of r and r²/2. */
function ratio(r: number, halfSquare: number): number {
  const h = halfSquare;
  const r1 = 1 + h * (Q1 + h * (Q2 + h * (Q3 + h * (Q4 + h * Q5))));
  const t = 3 - r1 * (0.5 * r);
  return h * ((r1 - t) / (6 - r * t));
}

/** 2^k (r − e + 1) − 1, in the order of operations that loses least for this k. */
function assembled(r: number, e: number, k: number): number {
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k <= -2 || k > 56) return scaled(1 - (e - r), k) - 1;
  if (k < 20) return (1 - powerOfTwo(-k) - (e - r)) * powerOfTwo(k);
  return (r - (e + powerOfTwo(-k)) + 1) * powerOfTwo(k);
}
