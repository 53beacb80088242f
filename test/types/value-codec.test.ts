import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copyValue } from "../../src/types/structural-copy.ts";
import { bytesToValue, registerClass, valueDigest, valueToBytes } from "../../src/types/value-codec.ts";

class Point {
  x: number;
  constructor(x: number) {
    this.x = x;
  }
}

const values = fc.anything({
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withNullPrototype: false,
  withSparseArray: false,
  withBoxedValues: false,
  withUnicodeString: true,
} as fc.ObjectConstraints);

describe("a value as bytes", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(bytesToValue(valueToBytes(value))).toStrictEqual(value);
      }),
    );
  });

  it("keeps -0, lone surrogates and the prototype of registered classes", () => {
    registerClass("test.Point", Point);
    expect(bytesToValue(valueToBytes(-0))).toBe(-0);
    expect(bytesToValue(valueToBytes("\ud800x"))).toBe("\ud800x");
    expect(bytesToValue(valueToBytes(new Point(3)))).toStrictEqual(new Point(3));
  });

  it("has a digest that differs when the value does", () => {
    expect(valueDigest({ a: 1 })).toBe(valueDigest({ a: 1 }));
    expect(valueDigest({ a: 1 })).not.toBe(valueDigest({ a: 2 }));
  });

  it("is refused for functions, and truncated bytes are refused on reading", () => {
    expect(() => valueToBytes({ f: () => 1 })).toThrow("cannot be written");
    expect(() => bytesToValue(valueToBytes("hello").subarray(0, 3))).toThrow("truncated");
  });
});

describe("a copy", () => {
  it("is equal and shares no mutable part", () => {
    fc.assert(
      fc.property(values, (value) => {
        const copy = copyValue(value);
        expect(copy).toStrictEqual(value);
        if (typeof value === "object" && value !== null) expect(copy).not.toBe(value);
      }),
    );
    const nested = { list: [{ n: 1 }], map: new Map([["k", [1]]]), bytes: new Uint8Array([1]) };
    const copy = copyValue(nested);
    nested.list[0].n = 2;
    nested.map.get("k")?.push(2);
    nested.bytes[0] = 2;
    expect(copy).toStrictEqual({ list: [{ n: 1 }], map: new Map([["k", [1]]]), bytes: new Uint8Array([1]) });
  });

  it("keeps the prototype of a class instance", () => {
    expect(copyValue(new Point(1))).toBeInstanceOf(Point);
  });
});
