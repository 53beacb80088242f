/** The key group of a key, written anew from Flink's rules (`KeyGroupRangeAssignment`, `MathUtils.murmurHash`), so that it checks the runtime's. */

function rotate(n: number, bits: number): number {
  return (n << bits) | (n >>> (32 - bits));
}

/** Spreads a Java hash code over the non-negative integers. */
function spread(code: number): number {
  let h = Math.imul(rotate(Math.imul(code, -862048943), 15), 461845907);
  h = (Math.imul(rotate(h, 13), 5) - 430675100) | 0;
  h ^= 4;
  h = Math.imul(h ^ (h >>> 16), -2048144789);
  h = Math.imul(h ^ (h >>> 13), -1028477387);
  h ^= h >>> 16;
  return h >= 0 ? h : h === -2147483648 ? 0 : -h;
}

function stringCode(text: string): number {
  let code = 0;
  for (let i = 0; i < text.length; i++) code = (Math.imul(code, 31) + text.charCodeAt(i)) | 0;
  return code;
}

const double = new DataView(new ArrayBuffer(8));

function doubleCode(n: number): number {
  double.setFloat64(0, n);
  return double.getInt32(0) ^ double.getInt32(4);
}

/** Java's `Long.hashCode` of an integer. */
function longCode(n: number): number {
  return Math.floor(n / 4294967296) ^ (n | 0);
}

/**
 * The key groups that a key may have, given that its declared type is not known: a number may be an Integer, a Long or a
 * Double. Empty for keys whose hash depends on a declared type altogether.
 */
export function possibleKeyGroups(key: unknown, maxParallelism: number): number[] {
  const codes: number[] = [];
  if (typeof key === "string") codes.push(stringCode(key));
  else if (typeof key === "boolean") codes.push(key ? 1231 : 1237);
  else if (typeof key === "number") {
    codes.push(doubleCode(key));
    if (Number.isSafeInteger(key)) codes.push(key | 0, longCode(key));
  }
  return codes.map((code) => spread(code) % maxParallelism);
}
