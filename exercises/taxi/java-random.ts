import { log } from "../../src/math/log.ts";

const HALF = 0x1000000;
const MULTIPLIER_HI = 0x5de;
const MULTIPLIER_LO = 0xece66d;

/** `java.util.Random`, bit for bit: a linear congruential generator of 48 bits, kept as two halves of 24. */
export class JavaRandom {
  private hi: number;
  private lo: number;
  /** The second value of the last pair of Gaussians; NaN for none. */
  private spare = Number.NaN;

  /** `seed`: a safe integer; negative ones count as Java's longs do. */
  constructor(seed: number) {
    const lo = ((seed % HALF) + HALF) % HALF;
    const hi = ((Math.floor(seed / HALF) % HALF) + HALF) % HALF;
    this.lo = lo ^ MULTIPLIER_LO;
    this.hi = hi ^ MULTIPLIER_HI;
  }

  /** Any 32-bit integer. */
  nextInt(): number;
  /** An integer in [0, bound), `bound` in 1 … 2^31 − 1. */
  nextInt(bound: number): number;
  nextInt(bound?: number): number {
    if (bound === undefined) return this.next(32);
    if (!(bound > 0)) throw new RangeError("The bound must be positive.");
    let u = this.next(31);
    if ((bound & (bound - 1)) === 0) return Math.floor((bound * u) / 0x80000000);
    let value = u % bound;
    while (u - value + (bound - 1) > 0x7fffffff) {
      u = this.next(31);
      value = u % bound;
    }
    return value;
  }

  /** A float in [0, 1) with 24 bits. */
  nextFloat(): number {
    return this.next(24) / HALF;
  }

  /** A double in [0, 1) with 53 bits. */
  nextDouble(): number {
    const high = this.next(26);
    return (high * 0x8000000 + this.next(27)) / 0x20000000000000;
  }

  /** A draw from the normal distribution with mean 0 and deviation 1; polar method, two values a round. */
  nextGaussian(): number {
    if (!Number.isNaN(this.spare)) {
      const spare = this.spare;
      this.spare = Number.NaN;
      return spare;
    }
    for (;;) {
      const v1 = 2 * this.nextDouble() - 1;
      const v2 = 2 * this.nextDouble() - 1;
      const q = v1 * v1 + v2 * v2;
      if (q >= 1 || q === 0) continue;
      const scale = Math.sqrt((-2 * log(q)) / q);
      this.spare = v2 * scale;
      return v1 * scale;
    }
  }

  /** Shuffles in place, as `Collections.shuffle(list, random)`. */
  shuffle<T>(list: T[]): T[] {
    for (let i = list.length; i > 1; i--) {
      const j = this.nextInt(i);
      const kept = list[i - 1];
      list[i - 1] = list[j];
      list[j] = kept;
    }
    return list;
  }

  /** The top `bits` of the next state, as a signed 32-bit integer. */
  private next(bits: number): number {
    const product = this.lo * MULTIPLIER_LO + 0xb;
    const lo = product % HALF;
    this.hi = (this.hi * MULTIPLIER_LO + this.lo * MULTIPLIER_HI + Math.floor(product / HALF)) % HALF;
    this.lo = lo;
    return Math.floor((this.hi * HALF + lo) / 2 ** (48 - bits)) | 0;
  }
}
