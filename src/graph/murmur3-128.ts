/** MurmurHash3 x64 128 with seed 0, as Guava computes it for Flink's operator ids. */

const MASK = 0xffff_ffff_ffff_ffffn;
const C1 = 0x87c3_7b91_1142_53d5n;
const C2 = 0x4cf5_ad43_2745_937fn;

function rotl(x: bigint, bits: bigint): bigint {
  return ((x << bits) | (x >> (64n - bits))) & MASK;
}

function fmix(x: bigint): bigint {
  let k = x;
  k = ((k ^ (k >> 33n)) * 0xff51_afd7_ed55_8ccdn) & MASK;
  k = ((k ^ (k >> 33n)) * 0xc4ce_b9fe_1a85_ec53n) & MASK;
  return k ^ (k >> 33n);
}

function mixK1(k1: bigint): bigint {
  return (rotl((k1 * C1) & MASK, 31n) * C2) & MASK;
}

function mixK2(k2: bigint): bigint {
  return (rotl((k2 * C2) & MASK, 33n) * C1) & MASK;
}

/** Up to 8 bytes from `from`, little-endian. */
function littleEndian(bytes: Uint8Array, from: number, to: number): bigint {
  let value = 0n;
  for (let i = Math.min(to, from + 8) - 1; i >= from; i--) value = (value << 8n) | BigInt(bytes[i]);
  return value;
}

/** Takes any bytes, gives 16. */
export function murmur3x64_128(bytes: Uint8Array): Uint8Array {
  let h1 = 0n;
  let h2 = 0n;
  const length = bytes.length;
  let at = 0;
  for (; at + 16 <= length; at += 16) {
    h1 ^= mixK1(littleEndian(bytes, at, length));
    h1 = (((rotl(h1, 27n) + h2) & MASK) * 5n + 0x52dce729n) & MASK;
    h2 ^= mixK2(littleEndian(bytes, at + 8, length));
    h2 = (((rotl(h2, 31n) + h1) & MASK) * 5n + 0x38495ab5n) & MASK;
  }
  if (at + 8 < length) h2 ^= mixK2(littleEndian(bytes, at + 8, length));
  if (at < length) h1 ^= mixK1(littleEndian(bytes, at, length));
  h1 ^= BigInt(length);
  h2 ^= BigInt(length);
  h1 = (h1 + h2) & MASK;
  h2 = (h2 + h1) & MASK;
  h1 = fmix(h1);
  h2 = fmix(h2);
  h1 = (h1 + h2) & MASK;
  h2 = (h2 + h1) & MASK;
  const result = new Uint8Array(16);
  writeLittleEndian(result, 0, h1);
  writeLittleEndian(result, 8, h2);
  return result;
}

function writeLittleEndian(bytes: Uint8Array, at: number, value: bigint): void {
  let rest = value;
  for (let i = at; i < at + 8; i++) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
}
