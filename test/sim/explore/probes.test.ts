import { describe, expect, test } from "vitest";
import { PROBES, ProbeObserver, withinReach } from "../../../sim/explore/probes/probe-observer.ts";
import { simulateVerified } from "../../../sim/verify.ts";
import { type JobProgram, transactionalLogSink } from "../../../src/index.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";
import { Counting } from "../../support/source-jobs.ts";
import { type Line, traceOf } from "../check/support.ts";

const S = 1_000_000;
const FINISHED = 5;
const epoch = (a: number): Line => ["topo.epoch", { a }];
const exec = (task: number, vertex = "v"): Line => ["exec.def", { task, ext: { vertex, tm: "tm-A#1" } }];
const crash = (s = 1): Line => ["iv.apply", { a: 9, ext: { spec: `crash:tm=A@${s}s/1s` } }, s * S];
const elsewhere: Line = ["iv.apply", { a: 9, ext: { spec: "crash:tm=B@1s/1s" } }, S];
const begun = [epoch(0), exec(0), exec(1)];
const cp = (kind: "cp.trigger" | "cp.complete" | "cp.fail" | "cp.subsume" | "cp.restore", ch: number): Line => [
  kind,
  { ch, ext: { tasks: [0, 1] } },
];
const ack = (ch: number, task = 0): Line => ["cp.ack", { task, ch }];
const told = (ch: number, task = 0): Line => ["cp.notify", { task, ch, a: 0 }];
const pre = (ch: number): Line => ["txn.pre", { task: 0, ch, ext: { txn: "t@0" } }];
const txn = (kind: "txn.commit" | "txn.abort" | "txn.refuse", ext: object): Line => [
  kind,
  { ext: { txn: "t@0", ...ext } },
];
const prepared = [...begun, cp("cp.trigger", 1), pre(1), ack(1), ack(1, 1)];
const fault = (spec: string, a = 0, s = 1): Line => ["iv.apply", { a, ext: { spec } }, s * S];
const over = (a = 0): Line => ["iv.end", { a }];
const call = (a: number): Line => ["rpc.accept", { a, ext: { from: "jm#1", method: "cancelTask" } }];
const givenUp = (a: number, b = 0): Line => ["rpc.answer", { a, b, ext: { from: "jm#1", method: "cancelTask" } }];
const lost = (reason: string, s: number): Line => ["tm.lost", { ch: 0, ext: { id: "tm-A#1", reason } }, s * S];
const register = (id: string): Line => ["tm.register", { ch: 0, ext: { id } }];
const struck = (a: number, b = 0): Line => ["net.fault", { a, b, x: 0, ext: { from: "jm", to: "tm-A" } }];
const edge = (from: string, to: string): Line => ["edge.def", { ext: { id: `${from}-${to}`, from, to } }];
const finished = (task: number): Line => ["exec.state", { task, a: 4, b: FINISHED }];
const split = (a: number, name = "s"): Line => ["src.split", { task: 0, a, ext: { split: name } }];
const read = (b: number): Line => ["src.emit", { task: 0, b, x: 1, ext: { split: "s" } }];
const timer = { op: "o", service: "s", key: "k", ns: null };
const set = (x: number, cause?: TraceEvent): Line => [
  "timer.set",
  { task: 0, b: 0, x, ext: timer, ...(cause === undefined ? {} : { cause: cause.id }) },
];
const fire: Line = ["timer.fire", { task: 0, b: 0, x: 5, ext: timer }];
const [fired] = traceOf([fire]);
const pending = (a: number, timers: string[]): Line => [
  "timer.pending",
  { task: 0, ch: 1, a, ext: { op: "o", timers } },
];
const window = (kind: "win.open" | "win.fire"): Line => [
  kind,
  { task: 0, ext: { op: "o", key: "k", start: 0, end: 5 } },
];
const restored: readonly Line[] = [exec(0), ["restore.begin", { task: 0, ch: 1 }]];
const snapshot: Line = ["cp.sync", { task: 0, ch: 1 }];
const [, synced] = traceOf([cp("cp.trigger", 1), snapshot]);
const lateAck: Line = ["rpc.accept", { cause: synced.id, ext: { from: "tm-A#1", method: "acknowledgeCheckpoint" } }];
const aligned = (x: number): Line => ["cp.aligned", { task: 0, ch: 2, x }];

/** By probe: what reaches it, and what is near and does not. */
const CASES: Readonly<Record<string, readonly [reaching: readonly Line[], near: readonly Line[]]>> = {
  "crash-before-complete": [
    [...prepared, crash()],
    [...prepared, elsewhere],
  ],
  "crash-before-notify": [
    [...prepared, cp("cp.complete", 1), crash()],
    [...prepared, cp("cp.complete", 1), told(1), told(1, 1), crash()],
  ],
  "crash-before-commit": [
    [...prepared, cp("cp.complete", 1), told(1), crash()],
    [...prepared, cp("cp.complete", 1), told(1), txn("txn.commit", { repeated: false }), crash()],
  ],
  "crash-during-restore": [
    [...begun, ["restore.begin", { task: 0, ch: 1 }], crash()],
    [...begun, ["restore.begin", { task: 0, ch: 1 }], ["restore.end", { task: 0, ch: 1 }], crash()],
  ],
  "crash-during-back-off": [
    [["restart.plan", { x: 2 * S }, 0], crash(1)],
    [["restart.plan", { x: 2 * S }, 0], crash(3)],
  ],
  "failure-without-crash": [
    [...begun, ["fail.task", { task: 0 }]],
    [...begun, crash()],
  ],
  "long-alignment": [
    [["cp.trigger", { ch: 1 }, 0], ["cp.trigger", { ch: 2 }, 100], aligned(101)],
    [["cp.trigger", { ch: 1 }, 0], ["cp.trigger", { ch: 2 }, 100], aligned(99)],
  ],
  "finished-task-in-checkpoint": [
    [...begun, finished(0), cp("cp.trigger", 1)],
    [...begun, finished(0), epoch(1), cp("cp.trigger", 1)],
  ],
  "checkpoint-subsumed": [[cp("cp.subsume", 1)], [cp("cp.complete", 1)]],
  "two-checkpoints": [
    [cp("cp.trigger", 1), cp("cp.trigger", 2)],
    [cp("cp.trigger", 1), cp("cp.complete", 1), cp("cp.trigger", 2)],
  ],
  "abort-after-acks": [
    [cp("cp.trigger", 1), ack(1), cp("cp.fail", 1)],
    [cp("cp.trigger", 1), ack(1, -1), cp("cp.fail", 1)],
  ],
  "ack-after-abort": [
    [cp("cp.trigger", 1), snapshot, cp("cp.fail", 1), lateAck],
    [cp("cp.trigger", 1), snapshot, lateAck, cp("cp.fail", 1)],
  ],
  "task-declines": [[["cp.decline", { task: 0, ch: 1 }]], [cp("cp.fail", 1)]],
  "restore-after-failed-checkpoint": [
    [cp("cp.trigger", 1), cp("cp.complete", 1), cp("cp.trigger", 2), cp("cp.fail", 2), cp("cp.restore", 1)],
    [cp("cp.trigger", 1), cp("cp.fail", 1), cp("cp.trigger", 2), cp("cp.complete", 2), cp("cp.restore", 2)],
  ],
  "zombie-write": [[txn("txn.refuse", { request: "write" })], [txn("txn.refuse", { request: "abort" })]],
  "commit-refused": [[txn("txn.refuse", { request: "commit" })], [txn("txn.refuse", { request: "write" })]],
  "commit-repeated": [[txn("txn.commit", { repeated: true })], [txn("txn.commit", { repeated: false })]],
  "lingering-transaction": [[txn("txn.abort", { why: "timeout" })], [txn("txn.abort", { why: "asked" })]],
  "prepared-survives": [
    [epoch(0), pre(1), epoch(1), txn("txn.commit", { repeated: false })],
    [epoch(0), pre(1), txn("txn.commit", { repeated: false })],
  ],
  "stale-token": [
    [["rpc.reject", { a: 1, ext: { reason: "fenced" } }]],
    [["rpc.reject", { a: 1, ext: { reason: "no endpoint" } }]],
  ],
  "call-twice": [
    [call(3), call(3)],
    [call(3), call(4), call(0), call(0)],
  ],
  "lost-call": [[struck(0)], [struck(0, 1), struck(1)]],
  "lost-answer": [[struck(0, 1)], [struck(0), struck(2, 1)]],
  "late-message": [[struck(2)], [struck(0), struck(1)]],
  "call-given-up": [[givenUp(3)], [givenUp(3, 1)]],
  "answer-after-all": [
    [givenUp(3), call(3)],
    [call(3), givenUp(3), call(4)],
  ],
  "pause-beyond-heartbeat": [
    [fault("pause:tm=A@1s/5s"), lost("timeout", 4)],
    [fault("pause:tm=A@1s"), lost("timeout", 4), fault("pause:tm=A@5s/5s", 1, 5), lost("unreachable", 6)],
  ],
  "back-after-loss": [
    [lost("timeout", 1), register("tm-A#1")],
    [lost("timeout", 1), register("tm-A#2")],
  ],
  "one-way-cut": [[fault("cut:A-jm,oneway@1s/1s")], [fault("cut:A-jm@1s/1s")]],
  "cut-healed": [
    [fault("cut:A-jm@1s/1s"), fault("crash:tm=B@1s/1s", 1), over()],
    [fault("cut:A-jm@1s/1s"), fault("crash:tm=A,silent@1s/1s", 1), over()],
  ],
  "storage-too-slow": [
    [fault("slow-storage:x=10@1s/1s"), ["cp.fail", { ch: 1, ext: { reason: "CHECKPOINT_EXPIRED" } }]],
    [fault("slow-storage:x=10@1s/1s"), over(), ["cp.fail", { ch: 1, ext: { reason: "CHECKPOINT_EXPIRED" } }]],
  ],
  "credit-zero": [[["credit.zero", { task: 0, ch: 1, a: 1 }]], [["credit.back", { task: 0, ch: 1, a: 1 }]]],
  "output-full": [[["wait.begin", { task: 0, a: 13 }]], [["wait.begin", { task: 0, a: 0 }]]],
  overdraft: [[["pool.state", { task: 0, a: 0, b: 4, x: 1 }]], [["pool.state", { task: 0, a: 1, b: 4 }]]],
  "late-record": [[["rec.late", { task: 0, b: 0 }]], [["rec.late", { task: 0, b: 1 }]]],
  "idle-then-active": [
    [
      ["wm.idle", { task: 0 }],
      ["wm.active", { task: 0 }],
    ],
    [
      ["wm.idle", { task: 0, ch: 1 }],
      ["wm.active", { task: 0, ch: 1 }],
      ["wm.active", { task: 1 }],
    ],
  ],
  "idle-split": [[split(2)], [split(3)]],
  "timer-in-callback": [
    [fire, set(7, fired)],
    [fire, set(7)],
  ],
  "timer-behind-watermark": [
    [["wm.advance", { task: 0, x: 9 }], set(9)],
    [["wm.advance", { task: 0, x: 9 }], set(10)],
  ],
  "timers-restored": [[pending(1, ["t"])], [pending(0, ["t"]), pending(1, [])]],
  "window-restored": [
    [...restored, window("win.fire")],
    [...restored, window("win.open"), window("win.fire")],
  ],
  "union-with-itself": [
    [edge("a", "b"), edge("a", "b")],
    [edge("a", "b"), edge("b", "a"), edge("a", "c")],
  ],
  "source-without-split": [
    [edge("v", "w"), exec(0), exec(1, "w"), finished(1), finished(0)],
    [edge("v", "w"), exec(0), exec(1, "w"), split(0), finished(1), finished(0)],
  ],
  "split-without-records": [
    [exec(0), split(0), split(1)],
    [exec(0), split(0), read(0), split(1), split(0, "r")],
  ],
  rewound: [
    [exec(0), read(0), read(1), read(1)],
    [exec(0), read(0), read(1)],
  ],
};

function reached(lines: readonly Line[]): ReadonlySet<string> {
  const observer = new ProbeObserver();
  for (const event of traceOf(lines)) observer.on(event);
  return observer.reached;
}

describe("probes", () => {
  test("have names and sentences of their own, and a case each", () => {
    const ids = PROBES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(PROBES.map(({ statement }) => statement)).size).toBe(ids.length);
    for (const { statement } of PROBES) expect(statement).toMatch(/^[A-Z].*\.$/);
    expect(Object.keys(CASES).sort()).toEqual([...ids].sort());
  });

  test.each(Object.keys(CASES))("%s is reached, and only where it is", (id) => {
    const [reaching, near] = CASES[id];
    expect(reached(reaching)).toContain(id);
    expect(reached(near)).not.toContain(id);
  });
});

describe("what a log refuses", () => {
  const CONFIGURATION = {
    "execution.checkpointing.interval": "40 ms",
    "heartbeat.interval": "20 ms",
    "heartbeat.timeout": "100 ms",
    "restart-strategy.type": "fixed-delay",
    "restart-strategy.fixed-delay.attempts": 50,
    "restart-strategy.fixed-delay.delay": "5 ms",
  };

  function runOf(faults: readonly string[], transactionTimeoutMs?: number) {
    const probes = new ProbeObserver();
    const job: JobProgram = (env) => {
      const log = { log: "out", serialize: (line: string) => line };
      const timeout = transactionTimeoutMs === undefined ? {} : { transactionTimeoutMs };
      env.addSource(new Counting()).sinkTo(transactionalLogSink<string>({ ...log, ...timeout }));
      env.execute();
    };
    const run = simulateVerified(
      {
        version: 1,
        seed: 4,
        programs: [{ module: "job" }],
        cluster: { taskManagers: 2, slots: 2 },
        configuration: CONFIGURATION,
        faults,
      },
      { programs: { job } },
      { observers: [probes] },
    );
    return { run, reached: probes.reached };
  }

  test("is a write that arrives when its writer is gone and another one has begun: it does no harm", () => {
    const crashes = ["crash:tm=A@200ms/20ms", "crash:tm=B@200ms/20ms"];
    const reaching = [1, 2, 3, 4].filter((n) => {
      const { run, reached } = runOf([`delay:method=log.write,n=${n},by=500ms@10ms`, ...crashes]);
      expect([run.status, run.violations, run.exactlyOnce]).toEqual(["FINISHED", [], true]);
      return reached.has("zombie-write");
    });
    expect(reaching).not.toEqual([]);
  });

  test("is the commit of a transaction that its timeout has aborted: an outage that is longer loses data", () => {
    const outage = ["crash:tm=A@cp.complete#3/2s", "crash:tm=B@cp.complete#3/2s"];
    const short = runOf(outage, 100);
    expect(short.reached.has("commit-refused")).toBe(true);
    expect(short.run.exactlyOnce).toBe(false);
    const usual = runOf(outage);
    expect(usual.reached.has("commit-refused")).toBe(false);
    expect(usual.run.exactlyOnce).toBe(true);
  });
});

test("what no campaign can reach is not missed in one, and says why", () => {
  const ids = PROBES.map(({ id }) => id);
  const out = PROBES.filter(({ outOfReach }) => outOfReach !== undefined);
  expect(out.map(({ id }) => id)).toEqual(["commit-refused", "stale-token"]);
  expect(withinReach(ids)).toEqual(ids.filter((id) => !out.some((probe) => probe.id === id)));
  for (const { outOfReach } of out) expect(outOfReach).toMatch(/^[A-Z].*\.$/);
});
