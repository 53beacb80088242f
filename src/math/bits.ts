/** The 64 bits of a double as two words. NaN has no defined bits: callers sort it out first. */
const float = new Float64Array(1);
const words = new Int32Array(float.buffer);
float[0] = 1;
/** Where the engine keeps the word with the sign and the exponent. */
const HIGH = words[1] !== 0 ? 1 : 0;
const LOW = 1 - HIGH;

/** Sign, exponent and the upper 20 bits of the fraction, as a signed word. */
export function highWord(x: number): number {
  float[0] = x;
  return words[HIGH];
}

/** The lower 32 bits of the fraction, as a signed word. */
export function lowWord(x: number): number {
  float[0] = x;
  return words[LOW];
}

/** The double with these two words. */
export function fromWords(high: number, low: number): number {
  words[HIGH] = high;
  words[LOW] = low;
  return float[0];
}

/** `x` with another high word. */
export function withHighWord(x: number, high: number): number {
  float[0] = x;
  words[HIGH] = high;
  return float[0];
}

/** `x` cut to its high word: 21 significant bits, so that a product of two such numbers is exact. */
export function truncated(x: number): number {
  float[0] = x;
  words[LOW] = 0;
  return float[0];
}

/** Exponent of a normal number: 0 for 1 ≤ |x| < 2. */
export function exponentOf(x: number): number {
  return ((highWord(x) >> 20) & 0x7ff) - 1023;
}

/** 2^k for -1022 ≤ k ≤ 1023. */
export function powerOfTwo(k: number): number {
  return fromWords((k + 1023) << 20, 0);
}

/** x · 2^k, rounded once, for a normal x near 1 and -1100 ≤ k ≤ 1024. */
export function scaled(x: number, k: number): number {
  if (k < -1021) return x * powerOfTwo(k + 1000) * powerOfTwo(-1000);
  if (k > 1023) return x * 2 * powerOfTwo(k - 1);
  return x * powerOfTwo(k);
}
