/**
 * asin and acos, the same to the last bit in every engine. As in fdlibm: a rational function of x² up to 1/2, beyond it
 * the half-angle formula with the square root in two parts. Error below 1 ulp.
 */
import { truncated } from "./bits.ts";

/** π, π/2 and π/4 as doubles, and what π/2 lacks. */
const PI = Math.PI;
const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
const QUARTER_PI = 0.7853981633974483;

const P0 = 0.16666666666666666;
const P1 = -0.3255658186224009;
const P2 = 0.20121253213486293;
const P3 = -0.04005553450067941;
const P4 = 0.0007915349942898145;
const P5 = 3.479331075960212e-5;
const Q1 = -2.403394911734414;
const Q2 = 2.0209457602335057;
const Q3 = -0.6882839716054533;
const Q4 = 0.07703815055590194;

const TINY = 2 ** -27;
const NEAR_ONE = 0.975;

/** (asin(s) − s) / s for z = s² ≤ 1/4. */
function ratio(z: number): number {
  const p = z * (P0 + z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * P5)))));
  const q = 1 + z * (Q1 + z * (Q2 + z * (Q3 + z * Q4)));
  return p / q;
}

/** Arc sine; NaN beyond ±1. */
export function asin(x: number): number {
  const size = Math.abs(x);
  if (!(size <= 1)) return Number.NaN;
  if (size === 1) return x * HALF_PI + x * HALF_PI_LOW;
  if (size < TINY) return x;
  if (size < 0.5) return x + x * ratio(x * x);
  const value = upperAsin(size);
  return x < 0 ? -value : value;
}

/** asin(x) = π/2 − 2 asin(√((1 − x) / 2)) for x ≥ 1/2. */
function upperAsin(x: number): number {
  const z = (1 - x) * 0.5;
  const s = Math.sqrt(z);
  const r = ratio(z);
  if (x >= NEAR_ONE) return HALF_PI - (2 * (s + s * r) - HALF_PI_LOW);
  const head = truncated(s);
  const tail = (z - head * head) / (s + head);
  return QUARTER_PI - (2 * s * r - (HALF_PI_LOW - 2 * tail) - (QUARTER_PI - 2 * head));
}

/** Arc cosine; NaN beyond ±1. */
export function acos(x: number): number {
  const size = Math.abs(x);
  if (!(size <= 1)) return Number.NaN;
  if (x === 1) return 0;
  if (x === -1) return PI + 2 * HALF_PI_LOW;
  if (size < 0.5) return size <= 2 ** -57 ? HALF_PI + HALF_PI_LOW : HALF_PI - (x - (HALF_PI_LOW - x * ratio(x * x)));
  const z = (1 - size) * 0.5;
  const s = Math.sqrt(z);
  const r = ratio(z);
  if (x < 0) return PI - 2 * (s + (r * s - HALF_PI_LOW));
  const head = truncated(s);
  const tail = (z - head * head) / (s + head);
  return 2 * (head + (r * s + tail));
}
