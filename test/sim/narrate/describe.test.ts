import { expect, describe as group, test } from "vitest";
import { JOBS } from "../../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../../exercises/scenarios/index.ts";
import { describe } from "../../../sim/narrate/describe.ts";
import { Names } from "../../../sim/narrate/names.ts";
import { why } from "../../../sim/narrate/why.ts";
import { simulate } from "../../../sim/simulation.ts";
import { TRACE_KINDS } from "../../../src/trace/kinds.ts";
import type { EventId, TraceEvent, TraceExt } from "../../../src/trace/trace.ts";

const programs = Object.fromEntries(Object.entries(JOBS).map(([name, { program }]) => [name, program]));
const recovery = simulate(SCENARIOS.recovery, { programs }, { level: 2 }).trace;

/** As a file that was made by hand may have it. */
const bare = (kind: TraceEvent["kind"], ext: TraceExt | null): TraceEvent => {
  const none = -1 as EventId;
  return { id: none, t: 0, kind, task: -1, ch: -1, cause: none, enabler: none, a: 99, b: 99, x: 0, ext };
};

group("an event in a sentence", () => {
  test.each(TRACE_KINDS)("%s, even with fields that nobody would write", (kind) => {
    const names = new Names();
    for (const ext of [null, {}, { operators: 3, tasks: "x", timers: null, key: { a: 1 }, spec: "what?" }]) {
      const event = bare(kind, ext);
      names.learn(event);
      expect(describe(event, names)).toMatch(/\S/);
    }
  });

  test("speaks of tasks by their names", () => {
    const names = new Names();
    const sentences = recovery.map((event) => {
      names.learn(event);
      return describe(event, names);
    });
    expect(sentences).toContain("gate 1 sends barrier 1.");
    expect(sentences).toContain("A fault: TaskManager B dies, and with it what was in its memory.");
    expect(sentences).toContain("Restart 1 is planned, after 2.5 s (Connection unexpectedly closed by TaskManager B).");
    expect(sentences.filter((sentence) => /undefined|NaN|\[object/.test(sentence))).toEqual([]);
  });
});

group("why an event happened", () => {
  test("a commit goes back to the checkpoint, to the restart and to the fault", () => {
    const commit = recovery.findLast(({ kind }) => kind === "txn.commit");
    const rows = why(recovery, commit?.id ?? -1);
    const kinds = rows.map(({ event }) => event.kind);
    expect(kinds[0]).toBe("txn.commit");
    const milestones = ["cp.complete", "cp.trigger", "restart.plan", "fail.task", "iv.apply"];
    const places = milestones.map((kind) => kinds.lastIndexOf(kind as TraceEvent["kind"]));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(rows.at(-1)?.text).toContain("Here it begins: the scenario says so.");
  });

  test("an event that does not exist has no causes", () => {
    expect(why(recovery, 1e9)).toEqual([]);
  });
});
