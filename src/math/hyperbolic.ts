/**
 * sinh, cosh and tanh by way of e^x and e^x − 1, the same to the last bit in every engine. The ranges are those of fdlibm:
 * small, middle, where e^-x no longer counts, and where only e^(x/2) is finite. Error below 2 ulp.
 */
import { exp } from "./exp.ts";
import { expm1 } from "./expm1.ts";

/** From here on e^-x does not reach the last bit. */
const LARGE = 22;
const LOG_MAX = 709.7822265625;
const OVERFLOW = 710.4758600739439;
const HALF_LN2 = 0.34657359027997264;
const TINY = 2 ** -28;

/** half · e^x where the result may be near the largest number. */
function halfExp(x: number, half: number): number {
  if (x < LOG_MAX) return half * exp(x);
  if (x > OVERFLOW) return half * Number.POSITIVE_INFINITY;
  const root = exp(0.5 * x);
  return half * root * root;
}

/** Hyperbolic sine. */
export function sinh(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x) || size < TINY) return x;
  const half = x < 0 ? -0.5 : 0.5;
  if (size >= LARGE) return halfExp(size, half);
  const t = expm1(size);
  return size < 1 ? half * (2 * t - (t * t) / (t + 1)) : half * (t + t / (t + 1));
}

/** Hyperbolic cosine. */
export function cosh(x: number): number {
  if (Number.isNaN(x)) return x;
  const size = Math.abs(x);
  if (size >= LARGE) return halfExp(size, 0.5);
  if (size < HALF_LN2) {
    const t = expm1(size);
    const e = 1 + t;
    return 1 + (t * t) / (e + e);
  }
  const e = exp(size);
  return 0.5 * e + 0.5 / e;
}

/** Hyperbolic tangent. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x) || size < TINY) return x;
  const value = size >= LARGE ? 1 : size >= 1 ? 1 - 2 / (expm1(2 * size) + 2) : small(size);
  return x < 0 ? -value : value;
}

function small(size: number): number {
  const t = expm1(-2 * size);
  return -t / (t + 2);
}
