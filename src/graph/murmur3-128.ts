/** MurmurHash3 x64 128 with seed 0, as Guava computes it for Flink's operator ids. */

/** An unsigned 64-bit integer in two halves, which are signed 32-bit integers. */
interface Word {
  readonly high: number;
  readonly low: number;
}

const word = (high: number, low: number): Word => ({ high: high | 0, low: low | 0 });
const ZERO = word(0, 0);
const C1 = word(0x87c37b91, 0x114253d5);
const C2 = word(0x4cf5ad43, 0x2745937f);
const FMIX1 = word(0xff51afd7, 0xed558ccd);
const FMIX2 = word(0xc4ceb9fe, 0x1a85ec53);
const FIVE = word(0, 5);

function xor(a: Word, b: Word): Word {
  return word(a.high ^ b.high, a.low ^ b.low);
}

function add(a: Word, b: Word): Word {
  const low = (a.low >>> 0) + (b.low >>> 0);
  return word(a.high + b.high + (low > 0xffffffff ? 1 : 0), low);
}

/** The low 64 bits of the product. */
function times(a: Word, b: Word): Word {
  const a0 = a.low & 0xffff;
  const a1 = a.low >>> 16;
  const b0 = b.low & 0xffff;
  const b1 = b.low >>> 16;
  const middle = a1 * b0 + ((a0 * b0) >>> 16);
  const carried = (middle & 0xffff) + a0 * b1;
  const upper = a1 * b1 + Math.floor(middle / 0x10000) + Math.floor(carried / 0x10000);
  return word(upper + Math.imul(a.high, b.low) + Math.imul(a.low, b.high), Math.imul(a.low, b.low));
}

/** @param bits 1 to 31, or 33: what the algorithm needs */
function rotateLeft({ high, low }: Word, bits: number): Word {
  const n = bits & 31;
  const turned = word((high << n) | (low >>> (32 - n)), (low << n) | (high >>> (32 - n)));
  return bits < 32 ? turned : word(turned.low, turned.high);
}

function xorShift33(x: Word): Word {
  return word(x.high, x.low ^ (x.high >>> 1));
}

function fmix(x: Word): Word {
  return xorShift33(times(xorShift33(times(xorShift33(x), FMIX1)), FMIX2));
}

function mixK1(k1: Word): Word {
  return times(rotateLeft(times(k1, C1), 31), C2);
}

function mixK2(k2: Word): Word {
  return times(rotateLeft(times(k2, C2), 33), C1);
}

/** Up to 8 bytes from `from`, little-endian. */
function littleEndian(bytes: ArrayLike<number>, from: number): Word {
  return word(fourBytes(bytes, from + 4), fourBytes(bytes, from));
}

function fourBytes(bytes: ArrayLike<number>, from: number): number {
  let value = 0;
  for (let i = Math.min(bytes.length, from + 4) - 1; i >= from; i--) value = (value << 8) | bytes[i];
  return value;
}

/** Takes any bytes, gives 16. */
export function murmur3x64_128(bytes: ArrayLike<number>): number[] {
  let h1 = ZERO;
  let h2 = ZERO;
  const { length } = bytes;
  let at = 0;
  for (; at + 16 <= length; at += 16) {
    h1 = xor(h1, mixK1(littleEndian(bytes, at)));
    h1 = add(times(add(rotateLeft(h1, 27), h2), FIVE), word(0, 0x52dce729));
    h2 = xor(h2, mixK2(littleEndian(bytes, at + 8)));
    h2 = add(times(add(rotateLeft(h2, 31), h1), FIVE), word(0, 0x38495ab5));
  }
  if (at + 8 < length) h2 = xor(h2, mixK2(littleEndian(bytes, at + 8)));
  if (at < length) h1 = xor(h1, mixK1(littleEndian(bytes, at)));
  h1 = xor(h1, word(0, length));
  h2 = xor(h2, word(0, length));
  h1 = add(h1, h2);
  h2 = add(h2, h1);
  h1 = fmix(h1);
  h2 = fmix(h2);
  h1 = add(h1, h2);
  h2 = add(h2, h1);
  const result: number[] = [];
  for (const half of [h1.low, h1.high, h2.low, h2.high])
    for (let shift = 0; shift < 32; shift += 8) result.push((half >>> shift) & 255);
  return result;
}
