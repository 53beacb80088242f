import { describe, expect, it } from "vitest";
import {
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "../../src/api/state-descriptors.ts";
import { HeapKeyedStateBackend } from "../../src/state/heap-keyed-state-backend.ts";
import { type EntryHint, NO_ENTRY } from "../../src/state/keyed-state-backend.ts";

const open = () => new HeapKeyedStateBackend({ maxParallelism: 8, firstKeyGroup: 0, lastKeyGroup: 7 });

describe("a hint where an entry lies", () => {
  it.each([0, 20])("is no longer followed once the entry was cleared, beside %i other entries", (others) => {
    const backend = open();
    backend.setCurrentKey("k");
    const state = backend.namespacedState(new ReducingStateDescriptor<number>("sum", { reduce: (a, b) => a + b }));
    for (let i = 0; i < others; i++) {
      state.setNamespace(`other ${i}`);
      state.add(1);
    }
    const hint: EntryHint = { entry: null };
    state.setNamespace("w", hint);
    expect(state.get()).toBeNull();
    state.add(1);
    state.add(2);
    expect(state.get()).toBe(3);
    state.clear();
    expect(state.get()).toBeNull();
    state.add(4);
    expect(state.get()).toBe(4);
    state.setNamespace("v");
    expect(state.get()).toBeNull();
    state.setNamespace("w");
    expect(state.get()).toBe(4);
    expect(backend.numStateEntries()).toBe(others + 1);
  });

  it("may say that there is no entry, and learns of the one that is added", () => {
    const backend = open();
    backend.setCurrentKey("k");
    const sum = backend.namespacedState(new ReducingStateDescriptor<number>("sum", { reduce: (a, b) => a + b }));
    const list = backend.namespacedState(new ListStateDescriptor<number>("list"));
    const value = backend.namespacedState(new ValueStateDescriptor<number>("value"));
    const map = backend.namespacedState(new MapStateDescriptor<string, number>("map"));
    const expectAddedAndCleared = (
      state: { setNamespace(namespace: string, hint: EntryHint): void; clear(): void },
      add: () => void,
    ) => {
      state.setNamespace("w", { entry: NO_ENTRY });
      state.clear();
      expect(backend.numStateEntries()).toBe(0);
      add();
      expect(backend.numStateEntries()).toBe(1);
      state.clear();
      expect(backend.numStateEntries()).toBe(0);
    };
    expectAddedAndCleared(sum, () => sum.add(1));
    expectAddedAndCleared(list, () => list.add(1));
    expectAddedAndCleared(list, () => list.addAll([1, 2]));
    expectAddedAndCleared(list, () => list.update([1, 2]));
    expectAddedAndCleared(value, () => value.update(1));
    expectAddedAndCleared(map, () => map.put("a", 1));
  });

  it("also serves lists", () => {
    const backend = open();
    backend.setCurrentKey("k");
    const state = backend.namespacedState(new ListStateDescriptor<number>("list"));
    const hint: EntryHint = { entry: null };
    state.setNamespace("w", hint);
    state.add(1);
    state.add(2);
    expect([...state.get()]).toEqual([1, 2]);
    state.clear();
    expect([...state.get()]).toEqual([]);
    state.update([3]);
    expect([...state.get()]).toEqual([3]);
  });
});
