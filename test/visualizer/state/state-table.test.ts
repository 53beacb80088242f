import { describe, expect, it } from "vitest";
import { valueToText } from "../../../src/types/value-text.ts";
import { StateIndex, type TaskState } from "../../../visualizer/state/state-index.ts";
import { stateRow, stateRows, timerRows } from "../../../visualizer/state/state-table.ts";
import { TraceStore } from "../../../visualizer/trace/trace-store.ts";
import { batchOf } from "../event-time/batch-of.ts";
import { modelOf } from "../support/model.ts";

/** Numbers below `below`, the same ones each time. */
function moments(count: number, below: number): number[] {
  const numbers: number[] = [];
  for (let n = 0, h = 7; n < count; n++) {
    h = (Math.imul(h, 1664525) + 1013904223) >>> 0;
    numbers.push(h % below);
  }
  return numbers;
}

function textOf(task: TaskState, store: TraceStore, seq: number): string {
  const { changes, total, latest } = stateRows(task, seq, "key");
  const rows = Array.from(changes, (change) => stateRow(task, store, change));
  return JSON.stringify([total, latest, rows, timerRows(task, store, seq)]);
}

/** What an independent fold of the events of one attempt leaves: digest and value by state, namespace and key. */
function foldOf(store: TraceStore, task: number, first: Map<string, [number, string]>, to = store.count) {
  for (let seq = 0; seq < to; seq++) {
    if (store.task(seq) !== task) continue;
    const kind = store.kind(seq);
    if (kind !== "st.write" && kind !== "st.del") continue;
    const ext = store.ext(seq);
    const name = `${String(ext?.state)} ${String(ext?.ns)} ${valueToText(ext?.key)}`;
    if (kind === "st.del") first.delete(name);
    else first.set(name, [Number(ext?.after), String(ext?.value)]);
  }
  return first;
}

function held(task: TaskState, store: TraceStore, seq: number): Map<string, [number, string]> {
  return new Map(
    Array.from(stateRows(task, seq, "change").changes, (change) => {
      const { state, namespace, key, digest, value } = stateRow(task, store, change);
      return [`${state} ${namespace} ${key}`, [digest, value]];
    }),
  );
}

const byName = (entries: Map<string, unknown>) => [...entries].sort(([one], [other]) => (one < other ? -1 : 1));

describe("the state of a subtask", () => {
  it.each(["recovery", "second-crash", "word-count", "tide-gauges"])(
    "is the same whether played or sought, at 200 moments of %s",
    (name) => {
      const { store } = modelOf(name);
      const sought = new StateIndex(store, 5).update();
      const seqs = moments(200, store.count);
      const wanted = new Map<string, string>();
      // Played: fed up to each moment in turn, without anything after it.
      const played = new TraceStore();
      const index = new StateIndex(played, 5);
      for (const seq of [...seqs].sort((one, other) => one - other)) {
        played.append(batchOf(store, played.count, seq + 1));
        index.update();
        for (const task of sought.tasks.keys()) wanted.set(`${seq}/${task}`, textOf(index.task(task), played, seq));
      }
      for (const seq of seqs)
        for (const [task, state] of sought.tasks)
          expect(textOf(state, store, seq), `task ${task} at ${seq}`).toBe(wanted.get(`${seq}/${task}`));
    },
  );

  it.each(["recovery", "word-count", "watermark"])(
    "at the end of a first attempt is the fold of its events: %s",
    (name) => {
      const { store } = modelOf(name);
      const index = new StateIndex(store).update();
      for (const task of index.tasks.values()) {
        if (task.restoredFrom > 0) continue;
        const wanted = foldOf(store, task.task, new Map());
        expect(byName(held(task, store, store.count))).toEqual(byName(wanted));
      }
      expect(index.tasks.size).toBeGreaterThan(0);
    },
  );

  it.each(["recovery", "second-crash", "word-count", "tide-gauges", "watermark", "checkpoint"])(
    "has as many entries as the backend says after each change: %s",
    (name) => {
      const { store } = modelOf(name);
      const index = new StateIndex(store).update();
      let compared = 0;
      for (let seq = 0; seq < store.count; seq++) {
        if (store.kind(seq) !== "st.write" && store.kind(seq) !== "st.del") continue;
        const { total } = stateRows(index.task(store.task(seq)), seq, "key");
        expect(total, `event ${seq}`).toBe(store.x(seq));
        compared++;
      }
      expect(compared).toBeGreaterThan(0);
    },
  );

  it.each(["recovery", "second-crash", "word-count"])("after a restart is what the new attempt reads: %s", (name) => {
    const { store } = modelOf(name);
    const index = new StateIndex(store).update();
    const seen = new Set<string>();
    let restoredRows = 0;
    for (let seq = 0; seq < store.count; seq++) {
      const kind = store.kind(seq);
      if (kind !== "st.read" && kind !== "st.write") continue;
      const task = index.task(store.task(seq));
      if (task.restoredFrom === 0) continue;
      const ext = store.ext(seq);
      const name = `${String(ext?.state)} ${String(ext?.ns)} ${valueToText(ext?.key)}`;
      if (seen.has(`${task.task} ${name}`)) continue;
      seen.add(`${task.task} ${name}`);
      const rows = Array.from(stateRows(task, seq - 1, "key").changes, (change) => stateRow(task, store, change));
      const row = rows.find(({ state, namespace, key }) => `${state} ${namespace} ${key}` === name);
      expect(row?.digest ?? 0, `${name} at event ${seq}`).toBe(Number(ext?.before));
      if (row === undefined) continue;
      expect(row.restoredFrom).toBe(task.restoredFrom);
      restoredRows++;
    }
    expect(restoredRows).toBeGreaterThan(0);
  });

  it("is marked as restored until it is changed", () => {
    const { store } = modelOf("recovery");
    const index = new StateIndex(store).update();
    const task = [...index.tasks.values()].find(
      ({ restoredFrom, values }) => restoredFrom > 0 && values.entries.length > 1,
    )!;
    const at = (seq: number) =>
      Array.from(stateRows(task, seq, "key").changes, (change) => stateRow(task, store, change));
    expect(at(task.restoredSeq - 1)).toEqual([]);
    const restored = at(task.restoredSeq);
    expect(restored.length).toBeGreaterThan(0);
    for (const row of restored) expect(row.restoredFrom).toBe(1);
    expect(at(store.count).some(({ restoredFrom }) => restoredFrom === 0)).toBe(true);
  });

  it("is ordered by key, or by latest change, and filtered by key", () => {
    const { store } = modelOf("word-count");
    const index = new StateIndex(store).update();
    const task = [...index.tasks.values()].reduce((one, other) =>
      other.values.entries.length > one.values.entries.length ? other : one,
    );
    const rows = (by: "key" | "change", filter?: string) =>
      Array.from(stateRows(task, store.count, by, filter).changes, (change) => stateRow(task, store, change));
    const keys = rows("key").map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(3);
    expect(keys).toEqual([...keys].sort());
    const changed = rows("change").map(({ change }) => change);
    expect(changed).toEqual([...changed].sort((a, b) => b - a));
    const [first] = keys;
    expect(rows("key", first.slice(1).toUpperCase()).map(({ key }) => key)).toContain(first);
    expect(rows("key", "no such key")).toEqual([]);
  });
});

describe("the timers of a subtask", () => {
  it.each(["tide-gauges", "watermark"])("are those that each snapshot and each restored attempt tells: %s", (name) => {
    const { store } = modelOf(name);
    const index = new StateIndex(store).update();
    let told = 0;
    for (let seq = 0; seq < store.count; seq++) {
      if (store.kind(seq) !== "timer.pending") continue;
      const timers = timerRows(index.task(store.task(seq)), store, seq).map(
        ({ service, domain, time, key, namespace }) =>
          `${service}|${domain === "event" ? 0 : 1}|${time}|${key}|${namespace}`,
      );
      const wanted = store.ext(seq)?.timers as string[];
      expect(timers.sort()).toEqual(wanted);
      told += wanted.length;
    }
    if (name === "tide-gauges") expect(told).toBeGreaterThan(0);
  });
});
