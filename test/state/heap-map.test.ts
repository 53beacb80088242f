import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeapMap } from "../../src/state/heap-map.ts";

/** Few enough to be met again, more than fit into the list, and those that a comparison would take for others. */
const keys = fc.oneof(
  fc.integer({ min: 0, max: 60 }),
  fc.constantFrom<unknown>(0, -0, Number.NaN, 0.5, "1", "\0-0", Number.POSITIVE_INFINITY, null, { a: 1 }),
);
const numbers = fc.integer({ min: 0, max: 60 });
const changes = (of: fc.Arbitrary<unknown>) =>
  fc.array(fc.record({ key: of, deletes: fc.boolean() }), { maxLength: 120, size: "max" });

/** The same as an array of entries, searched with `isSame`. */
class Model {
  entries: [unknown, number][] = [];

  set(key: unknown, value: number): void {
    const entry = this.entries.find((one) => isSame(one[0], key));
    if (entry === undefined) this.entries.push([key, value]);
    else entry[1] = value;
  }

  delete(key: unknown): boolean {
    const rest = this.entries.filter((one) => !isSame(one[0], key));
    const found = rest.length < this.entries.length;
    this.entries = rest;
    return found;
  }
}

const isSame = (a: unknown, b: unknown): boolean =>
  Object.is(a, b) || (typeof a === "object" && typeof b === "object" && a !== null && b !== null);

const inRange = (entries: readonly [unknown, unknown][], from: number, to: number) =>
  entries.filter(([key]) => typeof key === "number" && key >= from && key <= to);

function visited(map: HeapMap, from: number, to: number): [number, unknown][] {
  const seen: [number, unknown][] = [];
  map.visitRange(from, to, { numberedEntry: (key, value) => seen.push([key, value]) });
  return seen;
}

describe("the content of a map state", () => {
  it.each([
    ["numbers", numbers],
    ["all kinds of keys", keys],
  ])("is what a list of entries would be, for %s", (_name, of) => {
    fc.assert(
      fc.property(changes(of), (list) => {
        const map = new HeapMap();
        const model = new Model();
        list.forEach(({ key, deletes }, n) => {
          if (deletes) expect(map.delete(key)).toBe(model.delete(key));
          else {
            map.set(key, n);
            model.set(key, n);
          }
          expect(map.size).toBe(model.entries.length);
          expect(map.has(key)).toBe(!deletes);
          expect(map.get(key)).toBe(deletes ? undefined : n);
          expect(visited(map, 10, 40)).toEqual(inRange(model.entries, 10, 40));
        });
        expect(map.toMap()).toEqual(new Map(model.entries));
        expect([...map.entries()]).toEqual(model.entries);
        expect(map.toMap()).toEqual(new Map(model.entries));
        expect(visited(map, 10, 40)).toEqual(inRange(model.entries, 10, 40));
      }),
    );
  });

  it("tells 0 and -0 apart, also while it holds only numbers", () => {
    const map = HeapMap.from([[0, "zero"]]);
    expect([map.get(-0), map.has(-0), map.delete(-0)]).toEqual([undefined, false, false]);
    map.set(-0, "minus zero");
    expect([map.get(0), map.get(-0)]).toEqual(["zero", "minus zero"]);
    expect([...map.entries()].map(([key]) => Object.is(key, -0))).toEqual([false, true]);
  });

  it("can change while somebody iterates", () => {
    const map = HeapMap.from([
      [1, "a"],
      [2, "b"],
      [3, "c"],
    ]);
    const seen: unknown[] = [];
    for (const [key] of map.entries()) {
      seen.push(key);
      if (key === 2) map.delete(1);
      if (key === 3) map.set(4, "d");
    }
    expect(seen).toEqual([1, 2, 3, 4]);
  });

  it("is copied deeply for a snapshot", () => {
    const list = ["a"];
    const map = HeapMap.from([[7, list]]);
    const copy = map.toMap();
    list.push("b");
    expect(copy.get(7)).toEqual(["a"]);
  });
});
