import { describe, expect, it } from "vitest";
import { hashValue } from "../../src/types/java-hash.ts";
import { Types } from "../../src/types/type-information.ts";

describe("the hash of a key", () => {
  it("is that of a Java Integer, Long or Double by the value of an undeclared number", () => {
    expect(hashValue(-42)).toBe(-42);
    expect(hashValue(-2147483649)).toBe(Types.LONG.hash(-2147483649n));
    expect(hashValue(1.5)).toBe(1073217536);
    expect(hashValue(-0)).toBe(-2147483648);
    expect(hashValue(Number.NaN)).toBe(2146959360);
    expect(Types.LONG.hash(-42)).toBe(41);
  });

  it("counts UTF-16 units of strings", () => {
    expect([hashValue("😀"), hashValue("hello"), hashValue("")]).toEqual([1772899, 99162322, 0]);
  });

  it("treats an array as a List, and a declared tuple as a tuple", () => {
    expect(hashValue([1, 2, 3])).toBe(30817);
    expect(Types.TUPLE(Types.STRING, Types.INT, Types.BOOLEAN).hash(["a", 1, true])).toBe(94479);
  });

  it("does not depend on the order of an object's fields", () => {
    expect(hashValue({ a: 1, b: 2 })).toBe(hashValue({ b: 2, a: 1 }));
  });

  it("refuses a function", () => {
    expect(() => hashValue(() => 1)).toThrow("cannot be used as key");
  });
});
