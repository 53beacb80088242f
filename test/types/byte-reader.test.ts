import { describe, expect, test } from "vitest";
import { ByteReader } from "../../src/types/byte-reader.ts";
import { ByteWriter } from "../../src/types/byte-writer.ts";

describe("ByteReader", () => {
  test.each([0, 1, 4095, 4096, 4097, 20_000])("reads a string of %i units as it was written", (length) => {
    for (const unit of ["a", "é", "…", "\ud800"]) {
      const text = unit.repeat(length);
      const to = new ByteWriter();
      to.string(text);
      to.u8(7);
      const from = new ByteReader(to.toBytes());
      expect(from.string()).toBe(text);
      expect(from.u8()).toBe(7);
      expect(from.atEnd).toBe(true);
    }
  });

  test("reads numbers within bytes that are a part of others", () => {
    const to = new ByteWriter();
    const numbers = [0, -0, 1.5, -1e300, Number.NaN, Number.POSITIVE_INFINITY, Number.MIN_VALUE];
    for (const number of numbers) to.f64(number);
    to.u32(0xfedcba98);
    const padded = new Uint8Array(to.length + 3);
    padded.set(to.peek(), 3);
    const from = new ByteReader(padded.subarray(3));
    expect(numbers.map(() => from.f64())).toEqual(numbers);
    expect(from.u32()).toBe(0xfedcba98);
    expect(() => from.u8()).toThrow("truncated");
  });
});
