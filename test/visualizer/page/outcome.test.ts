import { describe, expect, it } from "vitest";
import { outcomeOf } from "../../../visualizer/page/outcome.ts";
import { modelOf } from "../support/model.ts";

const outcomeAtEnd = (name: string) => {
  const model = modelOf(name);
  return { model, outcome: outcomeOf(model.folder.seek(model.store.count - 1)) };
};

describe("the outcome of a run", () => {
  it("counts what readers of committed output see", () => {
    const { model, outcome } = outcomeAtEnd("two-phase-commit");
    const committed = new Map<unknown, number>();
    for (let seq = 0; seq < model.store.count; seq++)
      if (model.store.kind(seq) === "txn.commit") committed.set(model.store.ext(seq)?.txn, model.store.b(seq));
    expect(committed.size).toBeGreaterThan(1);
    expect(outcome.visible).toBe([...committed.values()].reduce((sum, records) => sum + records, 0));
    expect(outcome.pending).toBe(0);
  });

  it("counts each record that came too late", () => {
    const { model, outcome } = outcomeAtEnd("watermark");
    let late = 0;
    for (let seq = 0; seq < model.store.count; seq++) if (model.store.kind(seq) === "rec.late") late++;
    expect(outcome.late).toBe(late);
    expect(late).toBeGreaterThan(0);
  });
});
