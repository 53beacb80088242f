import { describe, expect, test } from "vitest";
import { checksum, crcTable, fingerprint } from "../../src/types/checksum.ts";

/** As the definition has it, byte by byte. */
function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ crcTable[(crc ^ byte) & 255];
  return ~crc >>> 0;
}

describe("checksum", () => {
  test("is the CRC-32 of zip and PNG", () => {
    expect(checksum(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
    expect(checksum(new Uint8Array(0))).toBe(0);
  });

  test("is the same whether four bytes are taken at once or one", () => {
    const bytes = Uint8Array.from({ length: 40 }, (_, i) => (i * 89 + 173) & 255);
    for (let from = 0; from < 8; from++)
      for (let to = from; to <= bytes.length; to++)
        expect(checksum(bytes, from, to)).toBe(crc32(bytes.subarray(from, to)));
  });
});

describe("the fingerprint", () => {
  /** A content with its checksum behind it, as snapshots are written. */
  function sealed(content: readonly number[]): Uint8Array {
    const sum = checksum(Uint8Array.from(content));
    return Uint8Array.from([...content, sum & 255, (sum >>> 8) & 255, (sum >>> 16) & 255, sum >>> 24]);
  }

  test("tells contents apart that end with their own checksum, where the checksum does not", () => {
    const [a, b] = [sealed([1, 2, 3]), sealed([1, 2, 4])];
    expect(checksum(a)).toBe(checksum(b));
    expect(fingerprint(a)).not.toBe(fingerprint(b));
  });

  test("tells short contents apart", () => {
    const prints = [[], [0], [1], [0, 0], [1, 2, 3, 4]].map((content) => fingerprint(Uint8Array.from(content)));
    expect(new Set(prints).size).toBe(prints.length);
  });
});
