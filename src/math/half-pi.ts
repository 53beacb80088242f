/**
 * Takes multiples of π/2 from an angle. Up to about a million turns π/2 is subtracted in up to three pieces of 33 bits
 * (Cody and Waite); beyond that, the angle, an integer times a power of two, is multiplied by 2/π in exact integers
 * (Payne and Hanek).
 */
import { exponentOf, fromWords, highWord, lowWord } from "./bits.ts";

const INVERSE_HALF_PI = 0.6366197723675814;
/** π/2 in pieces of 33 bits, each with what is left after it. */
const PIECE_1 = 1.5707963267341256;
const REST_1 = 6.077100506506192e-11;
const PIECE_2 = 6.077100506303966e-11;
const REST_2 = 2.0222662487959506e-21;
const PIECE_3 = 2.0222662487111665e-21;
const REST_3 = 8.4784276603689e-32;

const QUARTER_PI = 0.7853981633974483;
const MEDIUM = 1647099.3;

/** What is left of the angle after `reduceHalfPi`: a double in about [-π/4, π/4] and what it lacks. */
export const rest = { head: 0, tail: 0 };

/** Sets `rest` and gives the number of quarter turns taken, modulo 4. For finite x. */
export function reduceHalfPi(x: number): number {
  const size = Math.abs(x);
  let quarters = 0;
  if (size <= QUARTER_PI) {
    rest.head = size;
    rest.tail = 0;
  } else quarters = size < MEDIUM ? reduceMedium(size) : reduceHuge(size);
  if (x >= 0) return quarters;
  rest.head = -rest.head;
  rest.tail = -rest.tail;
  return -quarters & 3;
}

function reduceMedium(x: number): number {
  const n = Math.floor(x * INVERSE_HALF_PI + 0.5);
  let r = x - n * PIECE_1;
  let w = n * REST_1;
  let head = r - w;
  const exponent = exponentOf(x);
  if (exponent - exponentOf(head) > 16) {
    let before = r;
    w = n * PIECE_2;
    r = before - w;
    w = n * REST_2 - (before - r - w);
    head = r - w;
    if (exponent - exponentOf(head) > 49) {
      before = r;
      w = n * PIECE_3;
      r = before - w;
      w = n * REST_3 - (before - r - w);
      head = r - w;
    }
  }
  rest.head = head;
  rest.tail = r - head - w;
  return n & 3;
}

/** More than the 1024 bits before and the 107 behind the point that count, and the 62 that can cancel. */
const BITS = 1280n;
const KEPT = 256n;
let twoOverPi: bigint | null = null;
let halfPi = 0n;

/** arctan(1/n) · 2^bits. */
function arctanOfInverse(n: bigint, bits: bigint): bigint {
  let power = (1n << bits) / n;
  let sum = power;
  for (let k = 3n, sign = -1n; power !== 0n; k += 2n, sign = -sign) {
    power /= n * n;
    sum += (sign * power) / k;
  }
  return sum;
}

function reduceHuge(x: number): number {
  if (twoOverPi === null) {
    // Machin's formula; the last bits are given away.
    const bits = BITS + 64n;
    const quarter = 4n * arctanOfInverse(5n, bits) - arctanOfInverse(239n, bits);
    twoOverPi = (1n << (bits + BITS)) / (quarter << 1n);
    halfPi = quarter >> (bits - KEPT - 1n);
  }
  const mantissa = (BigInt((highWord(x) & 0xfffff) | 0x100000) << 32n) | BigInt(lowWord(x) >>> 0);
  const product = (mantissa * twoOverPi) << BigInt(exponentOf(x) - 52 + 32);
  // 32 more bits behind the point, so that the shift is never negative.
  const point = BITS + 32n;
  const turns = (product + (1n << (point - 1n))) >> point;
  const fraction = (product - (turns << point)) >> (point - KEPT);
  const angle = (fraction * halfPi) >> KEPT;
  const scale = fromWords((1023 - Number(KEPT)) << 20, 0);
  const head = Number(angle);
  rest.head = head * scale;
  rest.tail = Number(angle - BigInt(head)) * scale;
  return Number(turns & 3n);
}
