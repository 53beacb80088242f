/** In which order the results of a case may come. */
import { expect, it } from "vitest";
import { isRight } from "../../../exercises/course/check.ts";
import type { ClusterCase } from "../../../exercises/course/exercise.ts";

const BASE: ClusterCase = {
  kind: "cluster",
  id: "rows",
  title: { en: "rows", zh: "行" },
  sources: [],
  expected: ["1a", "1b", "2a"],
};
const outcome = (...results: readonly string[]) => ({
  kind: "finished" as const,
  results: results.map((result) => JSON.stringify(result)),
  side: {},
});

it("any order is right where a case says nothing", () => {
  expect(isRight(BASE, outcome("2a", "1b", "1a"))).toBe(true);
  expect(isRight(BASE, outcome("2a", "1b", "1b"))).toBe(false);
});

it("one order is right where a case asks for it", () => {
  expect(isRight({ ...BASE, inOrder: true }, outcome("1a", "1b", "2a"))).toBe(true);
  expect(isRight({ ...BASE, inOrder: true }, outcome("1b", "1a", "2a"))).toBe(false);
});

it("results of one moment may change places, and those of two may not", () => {
  const of: ClusterCase = { ...BASE, inOrder: true, momentOf: (result) => String(result)[0] };
  expect(isRight(of, outcome("1b", "1a", "2a"))).toBe(true);
  expect(isRight(of, outcome("1b", "2a", "1a"))).toBe(false);
  expect(isRight(of, outcome("1b", "1b", "2a"))).toBe(false);
});
