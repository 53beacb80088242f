import { describe, expect, it } from "vitest";
import { modelOf } from "../support/model.ts";

describe("transactions", () => {
  it.each(["two-phase-commit", "word-count", "watermark"])(
    "of %s belong to the subtask that pre-commits them",
    (name) => {
      const model = modelOf(name);
      const { store } = model;
      let known = 0;
      for (let seq = 0; seq < store.count; seq++) {
        if (store.kind(seq) !== "txn.pre") continue;
        const txn = String(store.ext(seq)?.txn);
        const before = model.folder.seek(seq - 1).transactions.get(txn)?.subtask;
        const state = model.folder.seek(seq);
        const writer = state.tasks.get(store.task(seq));
        expect(state.transactions.get(txn)?.subtask).toBe(`${writer?.vertex}/${writer?.subtask}`);
        // The log tells of the producer from the beginning.
        expect(before).toBe(`${writer?.vertex}/${writer?.subtask}`);
        known++;
      }
      expect(known).toBeGreaterThan(0);
    },
  );
});
