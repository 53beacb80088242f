import { describe, expect, it } from "vitest";
import { GraphEnvironment } from "../../src/api/graph-environment.ts";
import { inputStream } from "../../src/harness/index.ts";
import { fieldTypesOf, Types } from "../../src/types/type-information.ts";

describe("declared types", () => {
  // The numbers are what a JVM gives for the same values.
  it("hash dates and times as Java does", () => {
    expect(Types.LOCAL_DATE.hash("2013-01-31")).toBe(4_122_719);
    expect(Types.LOCAL_DATE.hash("-0005-12-01")).toBe(8961);
    expect(Types.LOCAL_TIME.hash("23:59:30.5")).toBe(-1_292_306_547);
    expect(Types.LOCAL_DATE_TIME.hash("2013-01-31T23:59:30")).toBe(-1_793_723_694);
    expect(Types.INSTANT.hash(1_356_998_400_123)).toBe(-959_936_192);
    expect(Types.INSTANT.hash(-1)).toBe(-590_607_552);
    expect(Types.SQL_TIMESTAMP.hash(new Date(1_356_998_400_123))).toBe(-211_265_216);
  });

  it("hash maps and optional values as Java does", () => {
    const counts = Types.MAP(Types.STRING, Types.INT);
    expect(counts.hash(new Map(Object.entries({ a: 1, b: 2 })))).toBe(192);
    expect(counts.hash(new Map(Object.entries({ b: 2, a: 1 })))).toBe(192);
    expect(Types.OPTIONAL(Types.STRING).hash("x")).toBe(120);
    expect(Types.OPTIONAL(Types.STRING).hash(null)).toBe(0);
  });

  it("hash tuples, rows and what is in them as Java does", () => {
    const { TUPLE, ROW, LIST, MAP, STRING, INT, LONG, DOUBLE, BOOLEAN } = Types;
    expect(TUPLE(STRING, INT).hash(["d1", 7])).toBe(97_626);
    expect(TUPLE(LONG, LIST(INT), DOUBLE).hash([2 ** 40, [1, 2], 2.5])).toBe(1_074_280_798);
    const any = (...types: readonly unknown[]) => ROW(...(types as readonly never[]));
    expect(any(INT, STRING).hash([1, "a"])).toBe(2081);
    expect(any(LONG, STRING, DOUBLE, BOOLEAN).hash([2 ** 40, null, 2.5, true])).toBe(-1_056_139_599);
    const nested = any(LIST(STRING), MAP(STRING, INT), any(STRING, INT));
    expect(nested.hash([["a", "b"], new Map([["k", 7]]), ["in", 3]])).toBe(5_002_194);
  });

  it("hash objects as a Java record of their fields in the order of the names", () => {
    expect(Types.OBJECT<{ b: string; a: number }>({ b: Types.STRING, a: Types.INT }).hash({ b: "x", a: 7 })).toBe(337);
  });

  it("are not needed for composite keys: an array hashes as a list, an object as a map", () => {
    expect(Types.GENERIC.hash(["d1", 7])).toBe(98_587);
    expect(Types.GENERIC.hash({ a: 1, b: "x" })).toBe(122);
    expect(Types.GENERIC.hash({ b: "x", a: 1 })).toBe(122);
  });

  it("know their fields by name", () => {
    expect(fieldTypesOf(Types.ROW_NAMED(["id", "at"], Types.LONG, Types.INSTANT))).toEqual({
      names: ["id", "at"],
      types: [Types.LONG, Types.INSTANT],
    });
    expect(fieldTypesOf(Types.TUPLE(Types.STRING, Types.INT))?.names).toEqual(["f0", "f1"]);
    expect(fieldTypesOf(Types.OBJECT<{ b: number; a: string }>({ b: Types.INT, a: Types.STRING }))?.names).toEqual([
      "a",
      "b",
    ]);
    expect(fieldTypesOf(Types.LIST(Types.INT))).toBeNull();
  });

  it("refuse what is no value of them", () => {
    expect(() => Types.LOCAL_DATE.hash("31.1.2013")).toThrow('"31.1.2013" is no date');
    expect(() => Types.ROW(Types.INT).hash([1, 2])).toThrow("ROW(INT) got 2 fields");
    expect(() => Types.ROW_NAMED(["a"], Types.INT, Types.INT)).toThrow("1 names and 2 fields");
  });

  it("of arrays and enums are no keys, also inside of others", () => {
    const words = inputStream<"a" | "b">(new GraphEnvironment());
    expect(() => words.keyBy((word) => word, Types.ENUM("a", "b"))).toThrow("ENUM(a, b) cannot be used as key");
    const pairs = Types.TUPLE(Types.STRING, Types.OBJECT_ARRAY(Types.INT));
    expect(() => words.keyBy((word) => [word, [1]] as const, pairs as never)).toThrow(
      "OBJECT_ARRAY(INT) cannot be used",
    );
  });

  it("let an aggregate name a field", () => {
    type Rides = { readonly driver: string; readonly fares: number };
    const rides = inputStream(new GraphEnvironment(), Types.OBJECT<Rides>({ driver: Types.STRING, fares: Types.INT }));
    const byDriver = rides.keyBy(({ driver }) => driver);
    expect(() => byDriver.sum("fare")).toThrow('have no field "fare"');
    expect(() => byDriver.sum("driver")).toThrow("STRING is not summable");
    expect(byDriver.sum("fares").transformation.name).toBe("Keyed Aggregation");
  });
});
