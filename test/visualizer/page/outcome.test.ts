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
    let committed = 0;
    for (let seq = 0; seq < model.store.count; seq++) {
      const { kind, ext } = model.store.event(seq);
      if (kind === "txn.commit" && typeof ext?.records === "number") committed += ext.records;
    }
    expect(outcome.visible).toBeGreaterThan(0);
    if (committed > 0) expect(outcome.visible).toBe(committed);
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
