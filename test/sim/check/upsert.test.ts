import { describe, expect, test } from "vitest";
import { upsertVerdict } from "../../../sim/check/upsert/upsert-verdict.ts";

/** "a=1" is a row of key a. */
const keyOf = (line: string) => (line.includes("=") ? line.split("=")[0] : null);
const verdict = (direct: string, visible: string) =>
  upsertVerdict(direct.split(" "), visible.split(" ").filter(Boolean), keyOf);

describe("a table of upserts", () => {
  test("holds when each key has its last value, in whatever order the keys come", () => {
    expect(verdict("a=1 b=1 a=2", "b=1 a=1 a=2")).toEqual({ held: true, rows: 2, differences: [], setBacks: [] });
  });

  test("holds when rows are written again, and says apart that a key went back for a while", () => {
    const { held, setBacks } = verdict("a=1 a=2 a=3 b=1", "a=1 a=2 b=1 a=1 a=2 a=3 b=1");
    expect(held).toBe(true);
    expect(setBacks).toEqual([{ key: "a", place: 3, before: "a=2", after: "a=1" }]);
  });

  test("does not hold when a key ends on an older value, on one that is wrong, on none, or is too many", () => {
    expect(verdict("a=1 a=2 b=1 c=1", "a=2 a=1 b=7 d=1")).toMatchObject({
      held: false,
      differences: [
        { key: "a", expected: "a=2", actual: "a=1" },
        { key: "b", expected: "b=1", actual: "b=7" },
        { key: "c", expected: "c=1", actual: null },
        { key: "d", expected: null, actual: "d=1" },
      ],
    });
  });

  test("is not said to go back when a value returns that comes again later, or when it skips one", () => {
    expect(verdict("a=1 a=2 a=1", "a=1 a=2 a=1").setBacks).toEqual([]);
    expect(verdict("a=1 a=2 a=3", "a=1 a=3").setBacks).toEqual([]);
  });

  test("is not said to go back by the same row twice, or by lines that are no rows or nobody expects", () => {
    expect(verdict("a=1 a=2", "a=1 a=1 a=2 comment a=9 a=2").setBacks).toEqual([]);
  });

  test("that went back twice says so twice", () => {
    expect(verdict("a=1 a=2", "a=1 a=2 a=1 a=2 a=1 a=2").setBacks.map(({ place }) => place)).toEqual([2, 4]);
  });
});
