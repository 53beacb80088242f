import { describe, expect, it } from "vitest";
import {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "../../src/api/state-descriptors.ts";
import { HeapKeyedStateBackend } from "../../src/state/heap-keyed-state-backend.ts";
import { keyGroupRange } from "../../src/state/key-groups.ts";
import { checksum } from "../../src/types/checksum.ts";

const COUNT = new ValueStateDescriptor<number>("count");
const LIST = new ListStateDescriptor<{ n: number }>("list");
const MAP = new MapStateDescriptor<unknown, number>("map");

function backend(parallelism = 1, index = 0): HeapKeyedStateBackend {
  const { first, last } = keyGroupRange(128, parallelism, index);
  return new HeapKeyedStateBackend({ maxParallelism: 128, firstKeyGroup: first, lastKeyGroup: last });
}

function restored(bytes: Uint8Array): HeapKeyedStateBackend {
  const fresh = backend();
  fresh.restore(bytes);
  return fresh;
}

describe("keyed state on the heap", () => {
  it("belongs to the current key, and keys are equal by value", () => {
    const keyed = backend();
    const count = keyed.state(COUNT);
    for (const key of ["a", 1, 1n, "1", [1, "x"], { a: 1, b: 2 }, 0, -0, true, "\0-0"]) {
      keyed.setCurrentKey(key);
      expect(count.value()).toBe(null);
      count.update(1);
    }
    keyed.setCurrentKey([1, "x"]);
    expect(count.value()).toBe(1);
    keyed.setCurrentKey({ b: 2, a: 1 });
    expect(count.value()).toBe(1);
    expect(keyed.numStateEntries()).toBe(10);
  });

  it("refuses access without a key, a null key, and a key of another subtask", () => {
    const keyed = backend(2, 0);
    expect(() => keyed.state(COUNT).value()).toThrow("No key set");
    expect(() => keyed.setCurrentKey(null)).toThrow("must not be null");
    // "a" has key group 81.
    expect(() => keyed.setCurrentKey("a")).toThrow("Key group 81 is not in [0, 63]");
  });

  it("keeps what the keys of later rounds hold, however many held something before", () => {
    const keyed = backend();
    const count = keyed.state(COUNT);
    const expected = new Map<string, number>();
    for (let round = 0; round < 6; round++) {
      // Keys overlap from round to round, and most are cleared before the next one.
      for (let n = 0; n < 3000; n++) {
        const key = `${(round * 700 + n) % 5000}`;
        keyed.setCurrentKey(key);
        expect(count.value()).toBe(expected.get(key) ?? null);
        count.update(round * 3000 + n);
        expected.set(key, round * 3000 + n);
      }
      for (const key of [...expected.keys()].filter((_, n) => n % 10 !== round)) {
        keyed.setCurrentKey(key);
        count.clear();
        expected.delete(key);
      }
      expect(keyed.numStateEntries()).toBe(expected.size);
    }
    const after = restored(keyed.snapshot().serialize());
    expect(after.numStateEntries()).toBe(expected.size);
    const restoredCount = after.state(COUNT);
    for (const [key, value] of expected) {
      after.setCurrentKey(key);
      expect(restoredCount.value()).toBe(value);
    }
  });

  it("refuses to open a name as another kind of state", () => {
    const keyed = backend();
    keyed.state(COUNT);
    expect(() => keyed.state(new ListStateDescriptor("count"))).toThrow('State "count" exists as value state');
  });

  it("keeps namespaces apart, also when there are many", () => {
    const keyed = backend();
    const count = keyed.namespacedState(COUNT);
    keyed.setCurrentKey("a");
    for (let i = 0; i < 20; i++) {
      count.setNamespace(`${i}`);
      count.update(i);
    }
    for (let i = 0; i < 20; i += 2) {
      count.setNamespace(`${i}`);
      count.clear();
    }
    for (let i = 0; i < 20; i++) {
      count.setNamespace(`${i}`);
      expect(count.value()).toBe(i % 2 === 0 ? null : i);
    }
    expect(keyed.numStateEntries()).toBe(10);
  });

  it("hands out the object itself: a mutation is seen without update", () => {
    const keyed = backend();
    const state = keyed.state(new ValueStateDescriptor<number[]>("v"));
    keyed.setCurrentKey("a");
    state.update([1]);
    state.value()?.push(2);
    expect(state.value()).toEqual([1, 2]);
  });

  it("reduces and aggregates", () => {
    const keyed = backend();
    keyed.setCurrentKey("a");
    const sum = keyed.state(new ReducingStateDescriptor<number>("sum", (a, b) => a + b));
    const average = keyed.state(
      new AggregatingStateDescriptor("average", {
        createAccumulator: () => [0, 0],
        add: (value: number, [n, s]: number[]) => [n + 1, s + value],
        getResult: ([n, s]: number[]) => s / n,
      }),
    );
    for (const n of [1, 2, 6]) {
      sum.add(n);
      average.add(n);
    }
    expect([sum.get(), average.get()]).toEqual([9, 3]);
  });
});

describe("a snapshot of keyed state", () => {
  it("does not show what is written or mutated after it", () => {
    const keyed = backend();
    keyed.setCurrentKey("a");
    keyed.state(LIST).add({ n: 1 });
    keyed.state(MAP).put([1], 1);
    keyed.state(COUNT).update(1);
    const snapshot = keyed.snapshot();
    const before = snapshot.serialize();
    for (const element of keyed.state(LIST).get()) element.n = 99;
    keyed.state(LIST).add({ n: 2 });
    keyed.state(MAP).put([1], 2);
    keyed.state(COUNT).clear();
    expect(snapshot.serialize()).toEqual(before);
    const again = restored(before);
    again.setCurrentKey("a");
    expect([...again.state(LIST).get()]).toEqual([{ n: 1 }]);
    expect([...again.state(MAP).entries()]).toEqual([[[1], 1]]);
    expect(again.state(MAP).get([1])).toBe(1);
    expect(again.state(COUNT).value()).toBe(1);
  });

  it("gives each of several new subtasks the keys that it owns", () => {
    const keyed = backend();
    const keys = Array.from({ length: 200 }, (_, i) => `key-${i}`);
    for (const key of keys) {
      keyed.setCurrentKey(key);
      keyed.state(COUNT).update(key.length);
    }
    const bytes = keyed.snapshot().serialize();
    let total = 0;
    for (let i = 0; i < 3; i++) {
      const part = backend(3, i);
      part.restore(bytes);
      total += part.numStateEntries();
      expect(part.numStateEntries()).toBeGreaterThan(0);
    }
    expect(total).toBe(200);
  });

  it("keeps 0 and -0 apart", () => {
    const keyed = backend();
    for (const key of [0, -0]) {
      keyed.setCurrentKey(key);
      keyed.state(COUNT).update(Object.is(key, -0) ? 2 : 1);
    }
    const again = restored(keyed.snapshot().serialize());
    again.setCurrentKey(-0);
    expect(again.state(COUNT).value()).toBe(2);
    again.setCurrentKey(0);
    expect(again.state(COUNT).value()).toBe(1);
  });

  it("is refused when damaged, truncated, foreign, of another version or max parallelism", () => {
    const keyed = backend();
    keyed.setCurrentKey("a");
    keyed.state(COUNT).update(1);
    const bytes = keyed.snapshot().serialize();
    for (let i = 5; i < bytes.length; i++) {
      const damaged = bytes.slice();
      damaged[i] ^= 4;
      expect(() => restored(damaged)).toThrow("damaged");
    }
    expect(() => restored(bytes.subarray(0, bytes.length - 1))).toThrow("truncated");
    expect(() => restored(new Uint8Array(3))).toThrow("truncated");
    expect(() => restored(new Uint8Array(30))).toThrow("no keyed state");
    const later = bytes.slice();
    later[4] = 3;
    new DataView(later.buffer).setUint32(later.length - 4, checksum(later, 0, later.length - 4), true);
    expect(() => restored(later)).toThrow("has version 3; this program reads versions 1 and 2");
    const other = new HeapKeyedStateBackend({ maxParallelism: 64, firstKeyGroup: 0, lastKeyGroup: 63 });
    expect(() => other.restore(bytes)).toThrow("max parallelism 128 and cannot be read with 64");
  });
});
