import { describe, expect, test } from "vitest";
import { JOBS } from "../../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../../exercises/scenarios/index.ts";
import { simulate } from "../../../sim/simulation.ts";
import { EXECUTION_STATES, TRACE_LEVELS, type TraceKind, type TraceLevel } from "../../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { ChromeEvent } from "../../../visualizer/perfetto/chrome-event.ts";
import { chromeEvents, exportPerfetto } from "../../../visualizer/perfetto/export.ts";
import { Flows } from "../../../visualizer/perfetto/flows.ts";
import { problemsOf } from "./problems.ts";

const programs = Object.fromEntries(Object.entries(JOBS).map(([name, { program }]) => [name, program]));

function traceOf(name: string, level: TraceLevel = 2): readonly TraceEvent[] {
  return simulate(SCENARIOS[name] ?? JOBS[name].scenario, { programs }, { level }).trace;
}

/** How many rows there are of each phase and category. */
function counts(rows: readonly ChromeEvent[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const row of rows) {
    const key = "cat" in row ? `${row.ph} ${row.cat}` : row.ph;
    found[key] = (found[key] ?? 0) + 1;
  }
  return found;
}

function ofPhase<P extends ChromeEvent["ph"]>(rows: readonly ChromeEvent[], ph: P) {
  return rows.filter((row): row is Extract<ChromeEvent, { ph: P }> => row.ph === ph);
}

let made = 0;

/** An event of task 0 that nothing has caused. */
function event(kind: TraceKind, fields: Partial<TraceEvent>): TraceEvent {
  const none = -1 as EventId;
  const id = (4 * made++ + TRACE_LEVELS[kind]) as EventId;
  return { id, t: 0, kind, task: 0, ch: -1, cause: none, enabler: none, a: 0, b: 0, x: 0, ext: null, ...fields };
}

const FAILED = EXECUTION_STATES.indexOf("FAILED");

const recovery = [...chromeEvents(traceOf("recovery"))];
const words = [...chromeEvents(traceOf("word-count"))];

describe("the export for Perfetto", () => {
  test.each([...Object.keys(SCENARIOS), "word-count", "tide-gauges"])("of %s keeps to the format", (name) => {
    expect(problemsOf([...chromeEvents(traceOf(name))])).toEqual([]);
  });

  test("of a trace without records keeps to it, too", () => {
    const rows = [...chromeEvents(traceOf("word-count", 1))];
    expect(problemsOf(rows)).toEqual([]);
    expect(counts(rows)["s rec"]).toBeUndefined();
    expect(counts(rows)["s barrier"]).toBe(counts(words)["s barrier"]);
    expect(problemsOf([...chromeEvents(traceOf("word-count", 0))])).toEqual([]);
  });

  test("of a run that is cut off anywhere ends all that has begun", () => {
    const events = traceOf("word-count");
    for (let end = 0; end < events.length; end += 131)
      expect(problemsOf([...chromeEvents(events.slice(0, end))])).toEqual([]);
  });

  test("of checkpoint has these rows", () => {
    expect(counts([...chromeEvents(traceOf("checkpoint"))])).toEqual({
      M: 26,
      "X proc": 28,
      "X cp": 18,
      "s rec": 12,
      "f rec": 12,
      "s barrier": 12,
      "f barrier": 12,
      "b cp": 33,
      "e cp": 33,
      "b txn": 6,
      "e txn": 6,
      "b wait": 81,
      "e wait": 81,
      C: 42,
      "i cp": 29,
      "i exec": 20,
      "i iv": 1,
      "i job": 3,
      "i out": 24,
      "i src": 12,
      "i st": 24,
      "i topo": 1,
      "i txn": 6,
      "i wm": 2,
    });
  });

  test("shows machines as processes in order, and each attempt as a thread of the machine it ran on", () => {
    const metadata = ofPhase(recovery, "M");
    const named = (kind: string) =>
      metadata.filter(({ name }) => name === kind).map(({ pid, args }) => `${pid} ${args.name ?? args.sort_index}`);
    expect(named("process_name").sort()).toEqual([
      "1 JobManager",
      "2 TaskManager A",
      "3 TaskManager B",
      "90 Sources",
      "91 Visible output",
    ]);
    expect(named("process_sort_index").sort()).toEqual(["1 1", "2 2", "3 3", "90 90", "91 91"]);
    // B is lost: the second attempts run on A.
    expect(named("thread_name").filter((name) => /^[23] /.test(name))).toEqual([
      "2 gate[1] #1",
      "3 gate[2] #1",
      "2 sum[1] #1",
      "3 sum[2] #1",
      "2 gate[1] #2",
      "2 gate[2] #2",
      "2 sum[1] #2",
      "2 sum[2] #2",
    ]);
  });

  test("has an arrow from each record that was taken to where it was taken, and from each barrier", () => {
    const events = traceOf("recovery");
    const taken = events.filter(({ kind }) => kind === "el.take").length;
    const flows = ofPhase(recovery, "f");
    expect(flows.filter(({ cat }) => cat === "rec")).toHaveLength(taken);
    expect(new Set(flows.map(({ name }) => name))).toEqual(new Set(["gate>sum", "barrier 1", "barrier 2"]));
    // Two senders and two receivers, twice.
    expect(flows.filter(({ cat }) => cat === "barrier")).toHaveLength(8);
  });

  test("has work as long as it was charged, one µs at least unless more follows in the same", () => {
    const events = traceOf("recovery");
    const charged = events.filter(({ kind }) => kind === "proc.end").map(({ x }) => x);
    const slices = ofPhase(recovery, "X").filter(({ cat }) => cat === "proc");
    expect(slices.map(({ dur }) => dur)).toEqual(charged.map((x) => Math.max(1, x)));
  });

  test("has each checkpoint from its trigger to its completion, with its parts in each task", () => {
    const lasting = (id: string) =>
      recovery.flatMap((row) => ((row.ph === "b" || row.ph === "e") && row.id === id ? [row.ts] : []));
    const [trigger] = traceOf("recovery").filter(({ kind }) => kind === "cp.trigger");
    const [complete] = traceOf("recovery").filter(({ kind }) => kind === "cp.complete");
    expect(lasting("cp1")).toEqual([trigger.t, complete.t]);
    const parts = ofPhase(recovery, "b").filter(({ id }) => /^cp1-/.test(id));
    const count = (wanted: string) => parts.filter(({ name }) => name === wanted).length;
    expect(["alignment", "synchronous snapshot", "asynchronous snapshot"].map(count)).toEqual([2, 4, 4]);
  });

  test("counts what waits in queues, which is nothing in the end", () => {
    const queues = ofPhase(words, "C").filter(({ name }) => name.startsWith("queue "));
    const last = new Map(queues.map(({ pid, name, args }) => [`${pid} ${name}`, args.buffers]));
    expect(Math.max(...queues.map(({ args }) => args.buffers))).toBeGreaterThan(0);
    expect(new Set(last.values())).toEqual(new Set([0]));
  });

  test("counts the credits of senders on other machines: two of each channel's own, and what is granted", () => {
    const credits = ofPhase(words, "C").filter(({ name }) => name.startsWith("credits "));
    // The source of each machine sends to the other one, until only one machine is left.
    expect(new Set(credits.map(({ pid, name }) => `${pid} ${name}`))).toEqual(
      new Set(["3 credits count[2]", "2 credits count[1]"]),
    );
    const values = new Set(credits.map(({ args }) => args.buffers));
    expect([Math.min(...values), Math.max(...values)]).toEqual([1, 2]);
  });

  test("tells how busy a task is each second, and again when it is not", () => {
    const events = [
      event("proc.begin", { t: 500_000 }),
      event("proc.end", { t: 500_000, x: 1_250_000 }),
      event("proc.begin", { t: 9_000_000 }),
      event("proc.end", { t: 9_000_000, x: 10_000 }),
      event("proc.begin", { t: 12_000_000 }),
      event("proc.end", { t: 12_000_000, x: 1 }),
    ];
    const rows = [...chromeEvents(events)];
    expect(problemsOf(rows)).toEqual([]);
    expect(ofPhase(rows, "C").map(({ ts, args }) => [ts, args["%"]])).toEqual([
      [1_000_000, 100],
      [2_000_000, 25],
      [3_000_000, 0],
      [10_000_000, 1],
      [11_000_000, 0],
    ]);
  });

  test("ends the waits and empties the queues of a task when it ends, and transactions when they are aborted", () => {
    const rows = [
      ...chromeEvents([
        event("chan.def", { ch: 3, ext: { fromTask: 1, toTask: 0, local: true } }),
        event("txn.open", { t: 5, task: -1, ext: { log: "out", txn: "t-1" } }),
        event("wait.begin", { t: 10 }),
        event("buf.arrive", { t: 20, ch: 3, ext: { data: true } }),
        event("buf.arrive", { t: 20, ch: 3, ext: { data: false, event: "barrier" } }),
        event("exec.state", { t: 30, b: FAILED }),
        event("txn.abort", { t: 40, task: -1, ext: { log: "out", txn: "t-1", why: "timeout" } }),
        event("mark", { t: 90 }),
      ]),
    ];
    expect(problemsOf(rows)).toEqual([]);
    expect(ofPhase(rows, "e").map(({ ts, name }) => [ts, name])).toEqual([
      [30, "no-input"],
      [40, "txn t-1"],
    ]);
    expect(ofPhase(rows, "C").map(({ ts, args }) => [ts, args.buffers])).toEqual([
      [20, 1],
      [30, 0],
    ]);
  });

  test("has one arrow for an element, even if it is taken twice", () => {
    const emitted = event("el.emit", { t: 1, ch: 3, a: 1 });
    const arrived = event("el.arrive", { t: 2, ch: 3, a: 1, cause: emitted.id });
    const taken = [3, 4].map((t) => event("el.take", { t, ch: 3, a: 1, cause: arrived.id }));
    const rows = [...chromeEvents([emitted, arrived, ...taken])];
    expect(problemsOf(rows)).toEqual([]);
    expect(ofPhase(rows, "f").map(({ ts }) => ts)).toEqual([3]);
  });

  test("shows a fault on the TaskManager that it hits, and one that hits none on the run", () => {
    const crash = ofPhase(recovery, "i").filter(({ cat }) => cat === "iv");
    expect(crash).toMatchObject([{ s: "p", pid: 3, name: "crash:tm=B@cp.complete#1+1.2s/20s" }]);
    const delay = ofPhase([...chromeEvents(traceOf("checkpoint"))], "i").filter(({ cat }) => cat === "iv");
    expect(delay).toMatchObject([{ s: "g", pid: 1 }]);
  });

  test("has no arrows for records when there are too many of them", () => {
    const events = traceOf("recovery");
    const emitted = events.filter(({ kind }) => kind === "el.emit");
    const arrows = (most: number) => emitted.filter(({ id }) => new Flows(events, most).starts(id)).length;
    expect([arrows(19), arrows(18)]).toEqual([19, 0]);
  });

  test("comes in pieces that make one JSON, with what is known of the run", () => {
    const run = { engine: "1.2.3", scenario: "潮", seed: 7 };
    const pieces = [...exportPerfetto(traceOf("recovery"), run)];
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(2000);
    expect(JSON.parse(pieces.join(""))).toEqual({ displayTimeUnit: "ms", otherData: run, traceEvents: recovery });
    expect(JSON.parse([...exportPerfetto([])].join("")).traceEvents).toHaveLength(4);
  });
});
