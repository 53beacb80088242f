import { describe, expect, test } from "vitest";
import type { LivenessBounds } from "../../../sim/check/liveness/bounds.ts";
import { livenessMonitors } from "../../../sim/check/liveness/liveness-monitors.ts";
import { CheckingObserver } from "../../../sim/check/observer.ts";
import { WAIT_REASONS } from "../../../src/trace/kinds.ts";
import { type Line, traceOf } from "./support.ts";

const BOUNDS: LivenessBounds = {
  runningMs: 1000,
  checkpointMs: 1000,
  watermarkMs: 1000,
  finishMs: 1000,
  stallMs: 1000,
  answerMs: 1000,
  callsPerSecond: 5,
};
const S = 1_000_000;
const LAST = Number.MAX_SAFE_INTEGER;

/** What the monitors say, with the property before each sentence. */
function said(lines: readonly Line[]): string[] {
  const observer = new CheckingObserver(livenessMonitors(BOUNDS));
  for (const event of traceOf(lines)) observer.on(event);
  return observer.finish().map(({ property, message }) => `${property} ${message}`);
}

const begin: Line = ["run.begin", {}, 0];
const end = (s: number): Line => ["run.end", { a: 1 }, s * S];
const job = (b: number, s: number, reason: string | null = null): Line => [
  "job.state",
  { a: 1, b, ext: { job: "j", reason } },
  s * S,
];
const state = (task: number, b: number, s: number): Line => ["exec.state", { task, a: 3, b }, s * S];
const exec = (task: number): Line => ["exec.def", { task, ext: { vertex: "v", subtask: task } }];
const vertex: Line = ["vertex.def", { ext: { id: "v", name: "numbers" } }];
const channel: Line = ["chan.def", { ch: 1, ext: { fromTask: 0, toTask: 1, local: false } }];
const fault = (spec: string, s: number): Line => ["iv.apply", { a: 0, ext: { spec } }, s * S];
const faultEnd = (s: number): Line => ["iv.end", { a: 0 }, s * S];
const other = (s: number): Line => ["net.fault", { ext: {} }, s * S];
/** Tasks 0 and 1, one reading from the other, run from second 1 on. */
const running: readonly Line[] = [
  begin,
  job(1, 0),
  job(2, 0),
  vertex,
  ["topo.epoch", { a: 0 }],
  exec(0),
  exec(1),
  channel,
  state(0, 4, 1),
  state(1, 4, 1),
];
const endOfData = (s: number): Line => [
  "buf.send",
  { task: 0, ch: 1, ext: { data: false, event: "end-of-data" } },
  s * S,
];
const allEnded = (s: number): readonly Line[] => [
  ["wm.advance", { task: 1, ch: 1, x: LAST }, s * S],
  state(0, 5, s),
  state(1, 5, s),
  job(8, s),
];

describe("liveness monitors", () => {
  test("say nothing of a run that goes well, at whatever time it ends", () => {
    const whole = [...running, endOfData(2), ...allEnded(2.5), end(3)];
    expect(said(whole)).toEqual([]);
    expect(said(whole.slice(0, -1))).toEqual([]);
  });

  test("LIV-1 names a job that does not come to run, and what it waits for", () => {
    expect(said([begin, job(1, 0.5), end(3)])).toContainEqual(
      expect.stringMatching(
        /^LIV-1 Since 0 ms the job tries to run, and not all of its attempts do, and it is 3000 ms/,
      ),
    );
    expect(said([...running.slice(0, -1), end(3)])).toContainEqual(
      expect.stringContaining("LIV-1 Since 0 ms the job tries to run"),
    );
    expect(said([...running, job(3, 2), end(4)])).toContainEqual(
      expect.stringContaining("LIV-1 Since 2000 ms the job tries to run"),
    );
    expect(said([...running, job(3, 2), job(2, 2.5), state(1, 4, 2.9), end(4)]).join()).not.toContain("LIV-1");
    const again = [job(3, 2), job(2, 2.4), job(3, 2.5), job(2, 2.9), job(3, 3.1)];
    expect(said([...running, ...again])).toContainEqual(expect.stringContaining("LIV-1 Since 2000 ms the job tries"));
  });

  test("LIV-2 names the last checkpoint when none follows it", () => {
    const trigger = (ch: number, s: number): Line => ["cp.trigger", { ch }, s * S];
    const complete = (ch: number, s: number): Line => ["cp.complete", { ch }, s * S];
    const one = [...running, trigger(1, 1.5), complete(1, 1.6)];
    expect(said([...one, trigger(2, 2), complete(2, 2.4), end(3)]).join()).not.toContain("LIV-2");
    expect(said([...one, trigger(2, 2), end(3)])).toContainEqual(
      expect.stringContaining("LIV-2 Since 1600 ms the job runs and none after checkpoint 1 has completed"),
    );
    expect(said([...one, job(3, 2), end(9)]).join()).not.toContain("LIV-2");
  });

  test("LIV-3 names a sink that the last watermark does not reach", () => {
    const ended = [...running, endOfData(2)];
    expect(said([...ended, ["wm.advance", { task: 1, ch: 1, x: LAST }, 2.5 * S], end(4)]).join()).not.toContain(
      "LIV-3",
    );
    expect(said([...ended, ["wm.advance", { task: 1, ch: 1, x: 7 }, 2.5 * S], end(4)])).toContainEqual(
      expect.stringContaining(
        "LIV-3 Since 2000 ms all sources have ended, but numbers (2), task 1, has not heard of it",
      ),
    );
  });

  test("LIV-4 names what is left to do: input, attempts, transactions", () => {
    expect(said([...running, end(3)])).toContainEqual(
      expect.stringContaining("LIV-4 Since 1000 ms numbers (1), task 0, reads, and its input has not ended"),
    );
    expect(said([...running, endOfData(2), state(0, 5, 2.1), end(2.5)])).toContainEqual(
      expect.stringContaining("LIV-4 Since 2000 ms all input is read, and numbers (2), task 1, has not finished"),
    );
    const pre: Line = ["txn.pre", { task: 1, ch: 1, ext: { txn: "t@0" } }, 2.6 * S];
    const left = [...running, endOfData(2), state(0, 5, 2.1), state(1, 5, 2.2), pre];
    expect(said([...left, end(3)])).toContainEqual(
      expect.stringContaining("LIV-4 Since 2600 ms transaction t@0 is prepared and not resolved"),
    );
    expect(said([...running, job(5, 2, "no restarts are left"), end(3)])).toContainEqual(
      "LIV-4 The job is FAILED: no restarts are left.",
    );
  });

  test("LIV-5 names who has waited longest while no data moves", () => {
    const wait = (kind: "wait.begin" | "wait.end", s: number): Line => [
      kind,
      { task: 0, a: WAIT_REASONS.indexOf("output") },
      s * S,
    ];
    const zero: Line = ["credit.zero", { task: 0, ch: 1, a: 3 }, 1.1 * S];
    const work = (s: number): Line => ["proc.begin", { task: 1, ch: 1 }, s * S];
    expect(said([...running, wait("wait.begin", 1.2), work(2), wait("wait.end", 2.5), end(4)]).join()).not.toContain(
      "LIV-5",
    );
    expect(said([...running, wait("wait.begin", 1.2), work(2), end(4)])).toContainEqual(
      expect.stringContaining("LIV-5 Since 2000 ms task 0 waits (output) and no data moves"),
    );
    expect(said([...running, zero, end(4)])).toContainEqual(
      expect.stringContaining("LIV-5 Since 1100 ms channel 1 has no credit for 3 buffers and no data moves"),
    );
    expect(said([...running, zero, ["credit.back", { ch: 1 }, 1.2 * S], end(4)]).join()).not.toContain("LIV-5");
  });

  test("LIV-6 names a call without an answer, and what else has no end", () => {
    const call: Line = ["rpc.send", { a: 4, ext: { from: "tm-A#1", to: "jm", endpoint: "e", method: "ack" } }, 1 * S];
    const answer: Line = ["rpc.answer", { a: 4, b: 0, ext: { from: "tm-A#1", to: "jm", method: "ack" } }, 1.5 * S];
    expect(said([begin, call, answer, end(3)]).join()).not.toContain("LIV-6");
    expect(said([begin, call, end(3)])).toContainEqual(
      expect.stringContaining("LIV-6 Since 1000 ms tm-A#1 waits for the answer to ack from jm"),
    );
    expect(said([begin, call, ["tm.def", { ch: 0, ext: { node: "tm-A" } }], end(3)]).join()).not.toContain("LIV-6");
    const begun: readonly [Line, Line, string][] = [
      [
        ["cp.trigger", { ch: 7 }, 1 * S],
        ["cp.fail", { ch: 7 }, 1.5 * S],
        "checkpoint 7 has neither completed nor failed",
      ],
      [
        ["slot.request", { ch: 0, a: 1, ext: { allocation: "x" } }, 1 * S],
        ["slot.active", { ch: 0, a: 1, ext: { allocation: "x" } }, 1.5 * S],
        "slot 1 of TaskManager 0 is reserved",
      ],
      [state(3, 6, 1), state(3, 7, 1.5), "task 3 is being canceled"],
    ];
    for (const [open, close, text] of begun) {
      expect(said([begin, open, close, end(3)]).join()).not.toContain("LIV-6");
      expect(said([begin, open, end(3)])).toContainEqual(expect.stringContaining(`LIV-6 Since 1000 ms ${text}`));
    }
  });

  test("LIV-7 hears a storm of calls, unless something comes of them", () => {
    const call = (i: number): Line => [
      "rpc.send",
      { a: 0, ext: { from: "tm-A#1", to: "jm", endpoint: "e", method: "again" } },
      S + i,
    ];
    const calls = (count: number) => Array.from({ length: count }, (_, i) => call(i));
    expect(said([begin, ...calls(5)]).join()).not.toContain("LIV-7");
    expect(said([begin, ...calls(6)])).toContainEqual(
      expect.stringContaining(
        "LIV-7 There were 6 calls within a second in which nothing else happened, the last one again",
      ),
    );
    expect(said([begin, ...calls(5), state(0, 4, 1), ...calls(5)]).join()).not.toContain("LIV-7");
  });

  test("a fault that is in force excuses, one that is over gives the time anew, one that strikes a call does so once", () => {
    const late = running.slice(0, -1);
    expect(said([...late, fault("slow:tm=A,x=8@1s", 1), other(9), end(99)])).toEqual([]);
    expect(said([...late, fault("crash:tm=A@1s/ever", 1), end(99)])).toEqual([]);
    expect(said([...late, fault("crash:tm=A@1s/3s", 1), faultEnd(4), other(4.9)])).toEqual([]);
    expect(said([...late, fault("crash:tm=A@1s/3s", 1), faultEnd(4), end(5.5)]).join()).toContain("LIV-1");
    expect(said([...late, fault("pause:tm=A@1s", 1), end(2.9)]).join()).not.toContain("LIV-1");
    expect(said([...late, fault("pause:tm=A@1s", 1), end(3.1)]).join()).toContain("LIV-1");
    expect(said([...late, fault("drop:n=1@1s", 1), end(1.9)]).join()).not.toContain("LIV-1");
    expect(said([...late, fault("drop:n=1@1s", 1), other(2), end(2.9)]).join()).not.toContain("LIV-1");
    expect(said([...late, fault("drop:n=1@1s", 1), end(2.1)]).join()).toContain("LIV-1");
  });
});
