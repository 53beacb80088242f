import { describe, expect, it } from "vitest";
import { subjectOf } from "../../../visualizer/explain/subject.ts";
import { touching } from "../../../visualizer/explain/touching.ts";
import type { Selection } from "../../../visualizer/page/selection.ts";
import type { Language } from "../../../visualizer/text/catalogue.ts";
import { nth, runOf } from "./support.ts";

/** Heading and facts of a selection right after an event, as lines. */
function linesOf(scenario: string, seq: number, selection: Selection, language: Language = "en"): string[] | null {
  const model = runOf(scenario);
  const { heading, lines } = subjectOf(model, model.folder.seek(seq), model.store.t(seq), selection, language);
  return lines && [heading, ...lines.map(({ label, value }) => `${label}: ${value}`)];
}

function vertexOf(scenario: string, name: string): string {
  const { folder, store } = runOf(scenario);
  const { vertices } = folder.seek(store.count - 1);
  return [...vertices.values()].find((vertex) => vertex.name.startsWith(name))?.id ?? "";
}

describe("facts of a selection", () => {
  it("of a subtask that waits for barriers", () => {
    const { store } = runOf("checkpoint");
    const seq = nth(store, "cp.block", 2, (at) => store.task(at) === 2 || store.task(at) === 3);
    const selection: Selection = { kind: "subtask", vertex: vertexOf("checkpoint", "sum"), subtask: 1 };
    const lines = linesOf("checkpoint", seq, selection);
    expect(lines).toEqual([
      "Subtask sum 2",
      "state: RUNNING",
      "index: [1]",
      "attempt: 1",
      "machineLabel: TaskManager B",
      "slot: 0",
      "watermark: n/a",
      "waitsFor: for nothing",
      "aligning: checkpoint 1, for 216 µs",
      "recordsIn: 3",
      "recordsOut: 0",
      "late: 0",
      "keyGroups: 64–127",
    ]);
  });

  it("of a subtask whose watermark is held back", () => {
    const { store } = runOf("watermark");
    const selection: Selection = { kind: "subtask", vertex: vertexOf("watermark", "harbour"), subtask: 0 };
    const lines = linesOf("watermark", nth(store, "win.fire", 1), selection) ?? [];
    expect(lines).toContain("watermark: 5.499 s");
    expect(lines).toContain("heldBackBy: gauge 1");
  });

  it("of a channel behind a barrier", () => {
    const { store } = runOf("checkpoint");
    const seq = nth(store, "cp.block", 1);
    expect(linesOf("checkpoint", seq, { kind: "channel", ch: store.ch(seq) })).toEqual([
      "Channel gate 2 → sum 2",
      "from: gate 2",
      "to: sum 2",
      "shipping: HASH",
      "connection: within one TaskManager",
      "waiting: 0",
      "watermark: n/a",
      "blocked: until checkpoint 1 is aligned",
      "credit: available",
    ]);
  });

  it("of a checkpoint on its way, and of a complete one", () => {
    const { store } = runOf("checkpoint");
    const selection: Selection = { kind: "checkpoint", id: 1 };
    expect(linesOf("checkpoint", nth(store, "cp.aligned", 1), selection)).toEqual([
      "Checkpoint 1",
      "status: pending",
      "triggered: 1.910 s",
      "duration: 400.2 ms",
      "acknowledged: 1 of 4",
      "missing: gate 1, sum 1 and sum 2",
      "slowest: sum 1, 399.7 ms",
    ]);
    const complete = linesOf("checkpoint", nth(store, "cp.complete", 1), selection) ?? [];
    expect(complete).toContain("acknowledged: 4 of 4");
    expect(complete).toContain("size: 1,147 bytes");
  });

  it("of a transaction, in Chinese", () => {
    const { store } = runOf("two-phase-commit");
    const seq = nth(store, "txn.pre", 1);
    const txn = String(store.ext(seq)?.txn);
    const lines = linesOf("two-phase-commit", seq, { kind: "transaction", txn }, "zh") ?? [];
    expect(lines[0]).toBe(`事务 (transaction) ${txn}`);
    expect(lines).toContain("state: 已预提交");
    expect(lines).toContain("ended: 未知");
  });

  it("of a machine that was lost", () => {
    const { store } = runOf("recovery");
    expect(linesOf("recovery", nth(store, "tm.lost", 1), { kind: "machine", letter: "B" })).toEqual([
      "TaskManager B",
      "state: lost",
      "slots: 2",
      "runs: none",
    ]);
  });

  it("are none of what does not exist at the cursor", () => {
    expect(linesOf("checkpoint", 0, { kind: "checkpoint", id: 1 })).toBeNull();
    expect(linesOf("checkpoint", 0, { kind: "machine", letter: "Z" })).toBeNull();
    expect(linesOf("checkpoint", 0, { kind: "event", seq: 1e9 })).toBeNull();
  });
});

describe("the last events of a selection", () => {
  it("are those that touch it, newest first, none of them ahead", () => {
    const { store } = runOf("checkpoint");
    const complete = nth(store, "cp.complete", 1);
    const found = touching(store, { kind: "checkpoint", id: 1 }, complete, store.count);
    expect(found[0]).toBe(complete);
    expect(found[found.length - 1]).toBe(nth(store, "cp.trigger", 1));
    expect([...found].sort((a, b) => b - a)).toEqual(found);
    for (const seq of found) expect(store.ch(seq)).toBe(1);
  });

  it("are not more than are asked for", () => {
    const { store } = runOf("checkpoint");
    const last = store.count - 1;
    const all = touching(store, { kind: "channel", ch: 0 }, last, store.count);
    expect(all.length).toBeGreaterThan(5);
    expect(touching(store, { kind: "channel", ch: 0 }, last, 5)).toEqual(all.slice(0, 5));
  });
});
