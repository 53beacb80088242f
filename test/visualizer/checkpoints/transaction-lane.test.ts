import { describe, expect, it } from "vitest";
import { stripItems } from "../../../visualizer/checkpoints/strip.ts";
import { transactionLane } from "../../../visualizer/checkpoints/transaction-lane.ts";
import { ViewState } from "../../../visualizer/fold/view-state.ts";
import type { RunModel } from "../../../visualizer/run-model.ts";
import { modelOf } from "../support/model.ts";

function laneAt(model: RunModel, seq: number) {
  return transactionLane(model.folder.seek(seq), model.store.t(seq));
}

/** What a reader of a log may see after event `seq`: lines that out.visible told, and those that only out.pending did. */
function readersSee({ store }: RunModel, seq: number) {
  const seen = new Map<string, { committed: Set<number>; written: Set<number> }>();
  for (let i = 0; i <= seq; i++) {
    const kind = store.kind(i);
    if (kind !== "out.visible" && kind !== "out.pending") continue;
    const ext = store.ext(i);
    const name = String(ext?.log);
    const log = seen.get(name) ?? { committed: new Set(), written: new Set() };
    seen.set(name, log);
    log.written.add(store.a(i));
    if (kind === "out.visible") log.committed.add(store.a(i));
  }
  return seen;
}

describe("the transactions lane", () => {
  it.each(["two-phase-commit", "crash-before-commit", "recovery"])("tells the times of the events: %s", (name) => {
    const model = modelOf(name);
    const { store } = model;
    const lane = laneAt(model, store.count - 1);
    const times = new Map<string, Record<string, number>>();
    for (let seq = 0; seq < store.count; seq++) {
      const kind = store.kind(seq);
      if (kind !== "txn.open" && kind !== "txn.pre" && kind !== "txn.commit" && kind !== "txn.abort") continue;
      const txn = String(store.ext(seq)?.txn);
      const known = times.get(txn) ?? {};
      times.set(txn, known);
      known[kind] ??= store.t(seq);
      if (kind === "txn.pre") known.checkpoint = store.ch(seq);
    }
    expect(lane.rows.map(({ txn }) => txn)).toEqual([...times.keys()]);
    for (const row of lane.rows) {
      const known = times.get(row.txn)!;
      expect(row.openedAt).toBe(known["txn.open"]);
      expect(row.preCommittedAt).toBe(known["txn.pre"] ?? null);
      expect(row.endedAt).toBe(known["txn.commit"] ?? known["txn.abort"] ?? null);
      expect(row.state).toBe("txn.commit" in known ? "committed" : "aborted");
      expect(row.checkpoint).toBe(known.checkpoint);
      const [open, preCommitted] = row.phases;
      expect([open.from, open.to]).toEqual([known["txn.open"], known["txn.pre"]]);
      expect([preCommitted.from, preCommitted.to]).toEqual([known["txn.pre"], row.endedAt]);
    }
  });

  it.each(["two-phase-commit", "crash-before-commit"])("counts what readers see, at each moment of %s", (name) => {
    const model = modelOf(name);
    const { store } = model;
    for (let seq = 0; seq < store.count; seq += 7) {
      // The lines of one request follow its event; between them the counts are ahead.
      if (/^(out|txn)\./.test(store.kind(seq + 1 < store.count ? seq + 1 : seq))) continue;
      const wanted = [...readersSee(model, seq)].map(([log, { committed, written }]) => [
        log,
        committed.size,
        written.size - committed.size,
      ]);
      expect(laneAt(model, seq).logs.map(({ log, committed, pending }) => [log, committed, pending])).toEqual(wanted);
    }
    expect(laneAt(model, store.count - 1).logs[0].committed).toBeGreaterThan(0);
  });

  it("shows the transaction that waits, pre-committed, for the restart", () => {
    const model = modelOf("crash-before-commit");
    const { store } = model;
    const seq = store.seqAt(5_000_000);
    const waiting = laneAt(model, seq).rows.filter(({ endedAt }) => endedAt === null);
    expect(waiting.map(({ state, checkpoint }) => [state, checkpoint])).toEqual([["pre-committed", 2]]);
    expect(waiting[0].phases[1].to).toBe(store.t(seq));
    const restore = stripItems(model.folder.seek(store.count - 1), store.endMicros).find(
      ({ kind }) => kind === "restore",
    );
    const after = laneAt(model, store.count - 1).rows.find(({ txn }) => txn === waiting[0].txn)!;
    expect(after.state).toBe("committed");
    expect(restore).toMatchObject({ checkpoint: 2 });
    expect(after.endedAt!).toBeGreaterThan(restore!.at);
  });
});

describe("the strip", () => {
  it("has the checkpoints and the restarts in order of time", () => {
    const model = modelOf("recovery");
    const { store } = model;
    const at = (seq: number) => stripItems(model.folder.seek(seq), store.t(seq));
    expect(at(0)).toEqual([]);
    const end = at(store.count - 1);
    expect(end.map((item) => (item.kind === "checkpoint" ? [item.id, item.status] : ["↺", item.checkpoint]))).toEqual([
      [1, "subsumed"],
      ["↺", 1],
      [2, "completed"],
    ]);
    const completed = Array.from({ length: store.count }, (_, seq) => seq).filter(
      (seq) => store.kind(seq) === "cp.complete",
    );
    expect(end.flatMap((item) => (item.kind === "checkpoint" ? [item.duration] : []))).toEqual(
      completed.map((seq) => store.x(seq)),
    );
  });

  it("shows a pending one as long as it has lasted", () => {
    const model = modelOf("checkpoint-expires");
    const seq = model.store.seqAt(4_500_000);
    expect(stripItems(model.folder.seek(seq), 4_500_000).at(-1)).toMatchObject({
      id: 2,
      status: "pending",
      duration: 4_500_000 - 3_910_272,
    });
  });
});

describe("of a long run", () => {
  const many = new ViewState();
  for (let id = 1; id <= 80; id++) {
    many.checkpoints.set(id, {
      edition: 0,
      id,
      isSavepoint: false,
      triggeredAt: id * 1000,
      triggerSeq: id,
      status: "completed",
      endedAt: id * 1000 + id,
      endSeq: id,
      bytes: 1,
      reason: null,
      restoredAt: id === 3 ? [2500] : id === 79 ? [79_500] : [],
      tasks: new Map(),
    });
    many.transactions.set(`t${id}`, {
      edition: 0,
      txn: `t${id}`,
      openedAt: id * 1000,
      subtask: "sink/0",
      log: "log",
      state: "committed",
      records: 1,
      checkpoint: id,
      preCommittedAt: id * 1000 + 1,
      endedAt: id * 1000 + 2,
      lastSeq: id,
    });
  }

  it("the strip has the newest sixty, and restarts from these only", () => {
    const items = stripItems(many, 90_000);
    expect(items.filter(({ kind }) => kind === "checkpoint")).toHaveLength(60);
    expect(items[0]).toMatchObject({ id: 21, duration: 21 });
    expect(items.slice(-3)).toMatchObject([{ id: 79 }, { kind: "restore", checkpoint: 79 }, { id: 80 }]);
    expect(items).toHaveLength(61);
  });

  it("the lane has the newest transactions, and tells how many are older", () => {
    const lane = transactionLane(many, 90_000);
    expect(lane.rows).toHaveLength(40);
    expect(lane.older).toBe(40);
    expect(lane.rows[0].txn).toBe("t41");
    expect([lane.from, lane.to]).toEqual([41_000, 80_002]);
  });
});
