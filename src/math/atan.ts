/**
 * atan and atan2, the same to the last bit in every engine. As in fdlibm: the argument is turned by atan(1/2), atan(1),
 * atan(3/2) or atan(∞) to below 7/16, where an odd polynomial of degree 23 serves. Error below 1 ulp.
 */
import { exponentOf } from "./bits.ts";

const PI = Math.PI;
const PI_LOW = 1.2246467991473532e-16;
const HALF_PI = 1.5707963267948966;

/** Angles of the turns, in two parts. */
const TURN_HIGH = [0.4636476090008061, 0.7853981633974483, 0.982793723247329, 1.5707963267948966];
const TURN_LOW = [2.2698777452961687e-17, 3.061616997868383e-17, 1.3903311031230998e-17, 6.123233995736766e-17];

const A0 = 0.3333333333333293;
const A1 = -0.19999999999876483;
const A2 = 0.14285714272503466;
const A3 = -0.11111110405462356;
const A4 = 0.09090887133436507;
const A5 = -0.0769187620504483;
const A6 = 0.06661073137387531;
const A7 = -0.058335701337905735;
const A8 = 0.049768779946159324;
const A9 = -0.036531572744216916;
const A10 = 0.016285820115365782;

const TINY = 2 ** -27;
const HUGE = 2 ** 66;

/** x minus atan(x), over x, for |x| < 7/16. */
function shrinkage(x: number): number {
  const z = x * x;
  const w = z * z;
  const even = z * (A0 + w * (A2 + w * (A4 + w * (A6 + w * (A8 + w * A10)))));
  const odd = w * (A1 + w * (A3 + w * (A5 + w * (A7 + w * A9))));
  return even + odd;
}

/** Arc tangent. */
export function atan(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x) || size < TINY) return x;
  if (size < 0.4375) return x - x * shrinkage(x);
  const value = size >= HUGE ? TURN_HIGH[3] + TURN_LOW[3] : turned(size);
  return x < 0 ? -value : value;
}

function turned(x: number): number {
  const turn = x < 0.6875 ? 0 : x < 1.1875 ? 1 : x < 2.4375 ? 2 : 3;
  let y: number;
  if (turn === 0) y = (2 * x - 1) / (2 + x);
  else if (turn === 1) y = (x - 1) / (x + 1);
  else if (turn === 2) y = (x - 1.5) / (1 + 1.5 * x);
  else y = -1 / x;
  return TURN_HIGH[turn] - (y * shrinkage(y) - TURN_LOW[turn] - y);
}

/** Angle of the point (x, y), in (-π, π]; zeros and infinities have the signs that ECMAScript demands. */
export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const angle = upperAngle(Math.abs(y), x);
  return y < 0 || Object.is(y, -0) ? -angle : angle;
}

/** `atan2` for y ≥ 0. */
function upperAngle(y: number, x: number): number {
  const left = x < 0 || Object.is(x, -0);
  if (y === 0) return left ? PI : 0;
  if (x === 0) return HALF_PI;
  const size = Math.abs(x);
  if (size === Number.POSITIVE_INFINITY) {
    if (y === Number.POSITIVE_INFINITY) return left ? 3 * TURN_HIGH[1] : TURN_HIGH[1];
    return left ? PI : 0;
  }
  if (y === Number.POSITIVE_INFINITY) return HALF_PI;
  const gap = exponentOf(y) - exponentOf(size);
  if (gap > 60) return HALF_PI;
  const z = left && gap < -60 ? 0 : atan(y / size);
  return left ? PI - (z - PI_LOW) : z;
}
