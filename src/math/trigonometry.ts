/**
 * sin, cos and tan, the same to the last bit in every engine: the angle is brought below π/4 (`half-pi.ts`), where fdlibm's
 * minimax polynomials serve. Error below 1 ulp.
 */
import { truncated } from "./bits.ts";
import { reduceHalfPi, rest } from "./half-pi.ts";

const S1 = -0.16666666666666632;
const S2 = 0.00833333333332249;
const S3 = -0.0001984126982985795;
const S4 = 2.7557313707070068e-6;
const S5 = -2.5050760253406863e-8;
const S6 = 1.58969099521155e-10;

const C1 = 0.0416666666666666;
const C2 = -0.001388888888887411;
const C3 = 2.480158728947673e-5;
const C4 = -2.7557314351390663e-7;
const C5 = 2.087572321298175e-9;
const C6 = -1.1359647557788195e-11;

const T0 = 0.3333333333333341;
const T1 = 0.13333333333320124;
const T2 = 0.05396825397622605;
const T3 = 0.021869488294859542;
const T4 = 0.0088632398235993;
const T5 = 0.0035920791075913124;
const T6 = 0.0014562094543252903;
const T7 = 0.0005880412408202641;
const T8 = 0.0002464631348184699;
const T9 = 7.817944429395571e-5;
const T10 = 7.140724913826082e-5;
const T11 = -1.8558637485527546e-5;
const T12 = 2.590730518636337e-5;

const QUARTER_PI = 0.7853981633974483;
const QUARTER_PI_LOW = 3.061616997868383e-17;
/** From here on tan is taken from π/4 minus the angle. */
const TAN_TURN = 0.6743316650390625;
const TINY = 2 ** -27;

/** sin(x + y) for |x| ≤ π/4 and a small y. */
function sinOf(x: number, y: number): number {
  const z = x * x;
  const cube = z * x;
  const r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
  return x - (z * (0.5 * y - cube * r) - y - cube * S1);
}

/** cos(x + y) for |x| ≤ π/4 and a small y. */
function cosOf(x: number, y: number): number {
  const z = x * x;
  const w = z * z;
  const r = z * (C1 + z * (C2 + z * C3)) + w * w * (C4 + z * (C5 + z * C6));
  const half = 0.5 * z;
  const near = 1 - half;
  return near + (1 - near - half + (z * r - x * y));
}

/** tan(x + y), or −1 / tan(x + y), for |x| ≤ π/4 and a small y. */
function tanOf(angle: number, small: number, inverse: boolean): number {
  const turned = Math.abs(angle) >= TAN_TURN;
  const sign = angle < 0 ? -1 : 1;
  const x = turned ? QUARTER_PI - sign * angle + (QUARTER_PI_LOW - sign * small) : angle;
  const y = turned ? 0 : small;
  const z = x * x;
  const w = z * z;
  const odd = T1 + w * (T3 + w * (T5 + w * (T7 + w * (T9 + w * T11))));
  const even = z * (T2 + w * (T4 + w * (T6 + w * (T8 + w * (T10 + w * T12)))));
  const cube = z * x;
  const r = y + z * (cube * (odd + even) + y) + cube * T0;
  const value = x + r;
  if (turned) {
    const one = inverse ? -1 : 1;
    return sign * (one - 2 * (x + (r - (value * value) / (value + one))));
  }
  if (!inverse) return value;
  // The quotient in two parts: a plain division would lose 2 ulp.
  const head = truncated(value);
  const tail = r - (head - x);
  const quotient = -1 / value;
  const front = truncated(quotient);
  return front + quotient * (1 + front * head + front * tail);
}

/** Sine of an angle in radians; NaN for an infinite one. */
export function sin(x: number): number {
  if (Math.abs(x) < TINY) return x;
  if (!Number.isFinite(x)) return Number.NaN;
  const quarters = reduceHalfPi(x);
  const value = (quarters & 1) === 0 ? sinOf(rest.head, rest.tail) : cosOf(rest.head, rest.tail);
  return quarters < 2 ? value : -value;
}

/** Cosine of an angle in radians; NaN for an infinite one. */
export function cos(x: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  const quarters = reduceHalfPi(x);
  const value = (quarters & 1) === 0 ? cosOf(rest.head, rest.tail) : sinOf(rest.head, rest.tail);
  return quarters === 0 || quarters === 3 ? value : -value;
}

/** Tangent of an angle in radians; NaN for an infinite one. */
export function tan(x: number): number {
  if (Math.abs(x) < TINY) return x;
  if (!Number.isFinite(x)) return Number.NaN;
  const quarters = reduceHalfPi(x);
  return tanOf(rest.head, rest.tail, (quarters & 1) === 1);
}
