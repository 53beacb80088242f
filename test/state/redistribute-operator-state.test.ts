import { describe, expect, it } from "vitest";
import { HeapOperatorStateBackend } from "../../src/state/heap-operator-state-backend.ts";
import { redistributeOperatorState } from "../../src/state/redistribute-operator-state.ts";

function subtasks(lists: readonly number[][], mode: "split" | "union"): HeapOperatorStateBackend[] {
  return lists.map((values) => {
    const backend = new HeapOperatorStateBackend();
    (mode === "union" ? backend.unionListState("s") : backend.listState("s")).update(values);
    return backend;
  });
}

function redistribute(
  old: readonly HeapOperatorStateBackend[],
  parallelism: number,
  mode: "split" | "union",
): unknown[] {
  const shares = redistributeOperatorState(
    old.map((backend) => backend.snapshot()),
    parallelism,
  );
  return shares.map((share) => {
    const backend = new HeapOperatorStateBackend();
    backend.restore(share);
    return [...(mode === "union" ? backend.unionListState("s") : backend.listState("s")).get()];
  });
}

describe("operator state over new subtasks", () => {
  it("is cut into contiguous runs when it is split and the parallelism changes", () => {
    expect(
      redistribute(
        subtasks(
          [
            [1, 2, 3],
            [4, 5],
          ],
          "split",
        ),
        3,
        "split",
      ),
    ).toEqual([[1, 2], [3, 4], [5]]);
  });

  it("stays where it was when it is split and the parallelism does not change", () => {
    expect(redistribute(subtasks([[1, 2, 3], []], "split"), 2, "split")).toEqual([[1, 2, 3], []]);
  });

  it("goes whole to every subtask when it is a union", () => {
    expect(redistribute(subtasks([[1], [2]], "union"), 2, "union")).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it("is a deep copy, and a list keeps its mode", () => {
    const [backend] = subtasks([[1]], "split");
    const snapshot = backend.snapshot();
    backend.listState<number>("s").add(2);
    expect(snapshot.lists[0].elements).toHaveLength(1);
    expect(() => backend.unionListState("s")).toThrow("cannot be opened as union");
  });
});
