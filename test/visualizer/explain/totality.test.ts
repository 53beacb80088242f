import { describe, expect, it } from "vitest";
import { TRACE_KINDS } from "../../../src/trace/kinds.ts";
import { type EventId, NO_EVENT } from "../../../src/trace/trace.ts";
import { sentence } from "../../../visualizer/explain/sentence.ts";
import { subjectOf } from "../../../visualizer/explain/subject.ts";
import { touching } from "../../../visualizer/explain/touching.ts";
import { why } from "../../../visualizer/explain/why.ts";
import type { Selection } from "../../../visualizer/page/selection.ts";
import { BatchPacker } from "../../../visualizer/trace/batch-packer.ts";
import { TraceStore } from "../../../visualizer/trace/trace-store.ts";
import { chainOf, LANGUAGES, runOf, scenarioNames } from "./support.ts";

/** What no text may hold: unfilled placeholders, missing values, names that were never learned. */
const BROKEN = /\{\w+\}|undefined|NaN|\bnull\b|Infinity|\btask -?\d|任务 -?\d/;
/** Where a buffer was held up by a cut link, the trace does not say what let it go. */
const HELD_UP: ReadonlySet<string> = new Set(["checkpoint-expires", "cut-link"]);

describe("explanations of the built-in scenarios", () => {
  it.each(scenarioNames)("%s: every notable event has a chain to an origin", (name) => {
    const { store, notable } = runOf(name);
    for (const seq of notable.seqs) {
      const rows = why(store, seq);
      expect(rows[0], `${seq} ${store.kind(seq)}`).toMatchObject({ kind: "event", seq });
      const origins = rows.flatMap((row) => (row.kind === "event" && row.origin !== null ? [row.origin] : []));
      expect(origins, `${seq} ${store.kind(seq)}`).toHaveLength(1);
      if (!HELD_UP.has(name)) expect(origins[0], `${seq} ${store.kind(seq)}`).not.toBe("unrecorded");
      for (const language of LANGUAGES)
        for (const line of chainOf(store, seq, language)) expect(line, `${seq} ${store.kind(seq)}`).not.toMatch(BROKEN);
    }
  });

  it.each(scenarioNames)("%s: every event has a whole sentence in both languages", (name) => {
    const { store } = runOf(name);
    for (let seq = 0; seq < store.count; seq++) {
      const english = sentence(store, seq, "en");
      const chinese = sentence(store, seq, "zh");
      for (const text of [english, chinese]) {
        expect(text, `${seq} ${store.kind(seq)}`).not.toMatch(BROKEN);
        expect(text, `${seq} ${store.kind(seq)}`).not.toMatch(/n\/a|未知/);
        expect(text).not.toMatch(/ {2}|\s$/);
      }
      expect(chinese, `${seq} ${store.kind(seq)}`).toMatch(/\p{Script=Han}/u);
      expect(english, `${seq} ${store.kind(seq)}`).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it("says different things of different events of a kind", () => {
    const sentences = new Map<string, Set<string>>();
    const events = new Map<string, Set<string>>();
    for (const name of scenarioNames) {
      const { store } = runOf(name);
      for (let seq = 0; seq < store.count; seq++) {
        const { kind, task, ch, a, b, x, ext } = store.event(seq);
        for (const language of LANGUAGES) {
          const key = `${kind} ${language}`;
          const told = sentences.get(key) ?? new Set();
          sentences.set(key, told.add(sentence(store, seq, language)));
          const happened = events.get(key) ?? new Set();
          events.set(key, happened.add(JSON.stringify([task, ch, a, b, x, ext])));
        }
      }
    }
    expect(sentences.size).toBeGreaterThan(100);
    for (const [key, told] of sentences)
      if ((events.get(key)?.size ?? 0) > 1) expect(told.size, key).toBeGreaterThan(1);
    for (const key of sentences.keys()) expect(TRACE_KINDS).toContain(key.split(" ")[0]);
  });
});

describe("events of a file that holds anything", () => {
  it.each(TRACE_KINDS)("%s: is told without what is missing", (kind) => {
    const exts = [null, {}, { id: null, tasks: "x", missing: [null], timers: 1, operators: [null], key: {}, end: "x" }];
    for (const number of [-1, 0, 1, 2, 99])
      for (const x of [-1, 1.5, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER])
        for (const ext of exts) {
          const packer = new BatchPacker();
          const numbers = { task: number, ch: number, a: number, b: number, x };
          packer.on({ id: 0 as EventId, t: 0, kind, ...numbers, cause: NO_EVENT, enabler: NO_EVENT, ext });
          const store = new TraceStore();
          const batch = packer.take();
          if (batch !== null) store.append(batch);
          for (const language of LANGUAGES)
            for (const line of chainOf(store, 0, language))
              expect(line).not.toMatch(/\{\w+\}|undefined|NaN|\bnull\b|\[object/);
        }
  });
});

describe("facts of the built-in scenarios", () => {
  it.each(scenarioNames)("%s: are whole at every tenth notable event, for everything that can be selected", (name) => {
    const model = runOf(name);
    const { store, notable, folder } = model;
    for (const seq of notable.seqs.filter((_, i) => i % 10 === 0)) {
      const state = folder.seek(seq);
      const selections: Selection[] = [
        ...state.currentTasks().map(({ vertex, subtask }) => ({ kind: "subtask" as const, vertex, subtask })),
        ...[...state.channels.keys()].map((ch) => ({ kind: "channel" as const, ch })),
        ...[...state.machines.values()].map(({ letter }) => ({ kind: "machine" as const, letter })),
        ...[...state.checkpoints.keys()].map((id) => ({ kind: "checkpoint" as const, id })),
        ...[...state.transactions.keys()].map((txn) => ({ kind: "transaction" as const, txn })),
        { kind: "event", seq },
      ];
      for (const selection of selections)
        for (const language of LANGUAGES) {
          const { heading, lines } = subjectOf(model, state, store.t(seq), selection, language);
          const where = `${seq} ${JSON.stringify(selection)}`;
          expect(heading, where).not.toMatch(BROKEN);
          expect(lines?.length, where).toBeGreaterThan(0);
          for (const { label, value } of lines ?? []) {
            expect(value, `${where} ${label}`).not.toMatch(BROKEN);
            expect(value, `${where} ${label}`).not.toBe("");
          }
          expect(touching(store, selection, seq).length > 0, where).toBe(selection.kind !== "event");
        }
    }
  });
});
