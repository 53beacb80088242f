import { describe, expect, test } from "vitest";
import { OutputTag } from "../../src/api/output-tag.ts";
import { cloneFunction } from "../../src/operators/clone-function.ts";

class Counter {
  readonly tag = new OutputTag<number>("side");
  counts = new Map([["a", [1]]]);
  self: Counter = this;

  map(): number {
    return this.counts.get("a")!.length;
  }
}

class Hidden {
  #secret = 1;

  map(): number {
    return this.#secret;
  }
}

describe("a copy of a function object", () => {
  test("shares nothing that can change and keeps methods and cycles", () => {
    const original = new Counter();
    const copy = cloneFunction(original);
    copy.counts.get("a")!.push(2);
    expect([original.map(), copy.map()]).toEqual([1, 2]);
    expect(copy.self).toBe(copy);
    expect(copy.tag).toBe(original.tag);
  });

  test("of a plain function is the function", () => {
    const fn = (): number => 1;
    expect(cloneFunction(fn)).toBe(fn);
  });

  test("with #private fields is refused in one sentence", () => {
    expect(() => cloneFunction(new Hidden())).toThrow("The class Hidden has #private fields");
  });
});
