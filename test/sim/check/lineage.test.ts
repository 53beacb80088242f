import { describe, expect, test } from "vitest";
import { lineageVerdict } from "../../../sim/check/lineage/lineage.ts";
import type { LineageVerdict } from "../../../sim/check/lineage/verdict.ts";
import { outcomeVerdict } from "../../../sim/check/outcome.ts";
import { TraceRecorder } from "../../../sim/trace/recorder.ts";
import type { EventId } from "../../../src/trace/trace.ts";

const FINISHED = 8;

/** A job source → window → sink that writes its trace by hand; tasks of attempt n are 10 n + vertex. */
class HandJob {
  readonly trace: TraceRecorder;
  private attempt = 0;
  private readonly sent = [0, 0];
  private offset = 0;

  constructor() {
    let now = 0;
    this.trace = new TraceRecorder({ clock: () => now++, emitLevel: 2 });
    for (const id of ["source", "window", "sink"])
      this.trace.emit("vertex.def", {
        ext: { id, name: id, parallelism: 1, maxParallelism: 128, operators: [{ id }] },
      });
    this.trace.emit("edge.def", { ext: { id: "e0", from: "source", to: "window" } });
    this.trace.emit("edge.def", { ext: { id: "e1", from: "window", to: "sink" } });
    this.deploy();
  }

  task(vertex: number): number {
    return this.attempt * 10 + vertex;
  }

  deploy(restored = 0): void {
    if (restored > 0) this.attempt++;
    for (const [i, vertex] of ["source", "window", "sink"].entries())
      this.trace.emit("exec.def", {
        task: this.task(i),
        ext: { vertex, subtask: 0, attempt: this.attempt, kgStart: 0, kgEnd: 127 },
      });
    for (const i of [0, 1])
      this.trace.emit("chan.def", {
        ch: this.channel(i),
        ext: { edge: `e${i}`, fromTask: this.task(i), toTask: this.task(i + 1), gate: 0, index: 0 },
      });
    this.sent.fill(0);
    if (restored > 0) for (const i of [0, 1, 2]) this.trace.emit("restore.begin", { task: this.task(i), ch: restored });
  }

  /** Emits source records and takes them at the window, into window [0, 10) of one key. */
  read(...offsets: number[]): void {
    for (const b of offsets) {
      const source = this.trace.emit("src.emit", { task: this.task(0), b, ext: { split: "s0" } });
      this.trace.emit("win.add", {
        task: this.task(1),
        cause: this.pass(0, source),
        ext: { op: "w", key: "k", start: 0, end: 10 },
      });
    }
  }

  /** Sends a record over an exchange; gives the event of taking it. */
  pass(edge: number, cause: EventId): EventId {
    const a = ++this.sent[edge];
    this.trace.emit("el.emit", { task: this.task(edge), ch: this.channel(edge), a, b: 0, cause });
    return this.trace.emit("el.take", { task: this.task(edge + 1), ch: this.channel(edge), a, b: 0 });
  }

  cut(checkpoint: number): void {
    for (const i of [0, 1, 2]) this.trace.emit("cp.sync", { task: this.task(i), ch: checkpoint });
    this.trace.emit("cp.complete", { ch: checkpoint });
  }

  /** The window fires and the result is taken by the sink. */
  fire(): EventId {
    const fire = this.trace.emit("win.fire", {
      task: this.task(1),
      ext: { op: "w", key: "k", start: 0, end: 10, pane: 0 },
    });
    return this.pass(1, fire);
  }

  /** The log accepts what the sink wrote, and shows it if `commit`. */
  write(cause: EventId, commit = true): void {
    const a = this.offset++;
    this.trace.emit("out.pending", { a, cause, ext: { log: "out", value: a, txn: "t" } });
    if (commit) this.trace.emit("out.visible", { a, ext: { log: "out", value: a, txn: "t" } });
  }

  /** A timer of the user's fires for one key, and its result is taken by the sink. */
  timer(): EventId {
    const ext = { op: "w", service: "user-timers", key: "k", ns: "" };
    return this.pass(1, this.trace.emit("timer.fire", { task: this.task(1), b: 0, x: 10, ext }));
  }

  finish(): LineageVerdict {
    for (const i of [0, 1, 2]) this.trace.emit("exec.state", { task: this.task(i), a: 4, b: 5 });
    this.trace.emit("job.state", { a: 2, b: FINISHED });
    return lineageVerdict(this.trace.events);
  }

  purge(): void {
    this.trace.emit("win.purge", { task: this.task(1), ext: { op: "w", key: "k", start: 0, end: 10 } });
  }

  private channel(edge: number): number {
    return this.attempt * 10 + edge;
  }
}

describe("the lineage verdict", () => {
  test("holds when each record has taken effect once", () => {
    const job = new HandJob();
    job.read(0, 1, 2);
    job.write(job.fire());
    job.purge();
    expect(job.finish()).toEqual({
      applied: true,
      held: true,
      finished: true,
      sources: 3,
      committed: { out: 1 },
      duplicates: [],
      losses: [],
      replayed: 0,
      untraced: 0,
    });
  });

  test("holds when a window is carried over a restore", () => {
    const job = new HandJob();
    job.read(0, 1);
    job.cut(1);
    job.read(2);
    job.deploy(1);
    job.read(2);
    job.write(job.fire());
    job.purge();
    expect(job.finish()).toMatchObject({ held: true, sources: 3, replayed: 1, committed: { out: 1 } });
  });

  test("holds when a timer that has fired is registered again by a late record, also after a restore", () => {
    const job = new HandJob();
    job.write(job.timer());
    job.write(job.timer());
    job.cut(1);
    job.write(job.timer(), false);
    job.deploy(1);
    job.write(job.timer());
    expect(job.finish()).toMatchObject({ duplicates: [], committed: { out: 3 } });
  });

  test("names the result of a timer that was committed before and after a restart", () => {
    const job = new HandJob();
    job.write(job.timer());
    job.cut(1);
    job.write(job.timer());
    job.deploy(1);
    job.write(job.timer());
    expect(job.finish().duplicates).toEqual([expect.objectContaining({ log: "out" })]);
  });

  test("names a result that was committed before and after a restart", () => {
    const job = new HandJob();
    job.cut(1);
    job.read(0);
    job.write(job.fire());
    job.deploy(1);
    job.read(0);
    job.write(job.fire());
    job.purge();
    const verdict = job.finish();
    expect(verdict.held).toBe(false);
    expect(verdict.duplicates).toEqual([
      {
        atMicros: job.trace.events.findLast((e) => e.kind === "out.visible")?.t,
        log: "out",
        message: expect.stringContaining("second time at offset 1"),
        witnesses: job.trace.events.filter((e) => e.kind === "out.visible").map((e) => e.id),
      },
    ]);
  });

  test("names a window in which a record was counted twice", () => {
    const job = new HandJob();
    job.read(0, 1);
    job.cut(1);
    job.deploy(1);
    job.read(1);
    job.write(job.fire());
    expect(job.finish().duplicates).toMatchObject([{ message: expect.stringContaining("in the window") }]);
  });

  test("names a record that a restore has skipped", () => {
    const job = new HandJob();
    job.read(0);
    job.cut(1);
    job.read(1);
    job.deploy(1);
    job.read(2);
    job.write(job.fire());
    job.purge();
    const verdict = job.finish();
    expect(verdict.held).toBe(false);
    expect(verdict.losses).toMatchObject([{ split: "s0", offset: 1, message: "No visible record was made from it." }]);
    expect(job.trace.find(verdict.losses[0].witnesses[0])).toMatchObject({ kind: "src.emit", b: 1 });
  });

  test("names the records of a result that was never committed", () => {
    const job = new HandJob();
    job.read(0, 1);
    job.write(job.fire(), false);
    job.purge();
    expect(job.finish().losses.map((loss) => [loss.offset, loss.message])).toEqual([
      [1, "What was made from it was written to out, but never became visible."],
      [0, "What was made from it was written to out, but never became visible."],
    ]);
  });

  test("names a record that was sent and never taken", () => {
    const job = new HandJob();
    job.read(0);
    const source = job.trace.emit("src.emit", { task: 0, b: 1, ext: { split: "s0" } });
    job.trace.emit("el.emit", { task: 0, ch: 0, a: 2, b: 0, cause: source });
    job.write(job.fire());
    job.purge();
    expect(job.finish().losses).toMatchObject([
      { offset: 1, message: "What was made from it was never taken from channel 0." },
    ]);
  });

  test("names a record that the sink received and did not write", () => {
    const job = new HandJob();
    job.read(0);
    job.fire();
    job.purge();
    expect(job.finish().losses).toMatchObject([{ offset: 0 }]);
  });

  test("takes filtered, late and absorbed records for settled, and those in state for kept", () => {
    const job = new HandJob();
    const root = (b: number) => job.trace.emit("src.emit", { task: 0, b, ext: { split: "s0" } });
    job.trace.emit("rec.filter", { task: 0, cause: root(0) });
    job.trace.emit("rec.late", { task: 1, cause: job.pass(0, root(1)), ext: {} });
    job.pass(0, root(2));
    job.trace.emit("st.write", { task: 1, b: 3, cause: job.pass(0, root(3)), ext: { state: "s", key: "k", ns: null } });
    job.read(4);
    expect(job.finish()).toMatchObject({ held: true, sources: 5 });
  });

  test("does not ask for the state of a task that had finished before a checkpoint, which a restart takes as finished", () => {
    const run = (finishes: boolean) => {
      const job = new HandJob();
      const source = job.trace.emit("src.emit", { task: 0, b: 0, ext: { split: "s0" } });
      const cause = job.pass(0, source);
      job.trace.emit("st.write", { task: 1, b: 3, cause, ext: { state: "s", key: "k", ns: null } });
      if (finishes) job.trace.emit("exec.state", { task: 1, a: 4, b: 5 });
      job.trace.emit("cp.trigger", { ch: 1 });
      job.trace.emit("cp.complete", { ch: 1 });
      job.trace.emit("restart.plan", {});
      job.deploy(1);
      return job.finish();
    };
    expect(run(true).losses).toEqual([]);
    expect(run(false).losses).toMatchObject([{ offset: 0 }]);
  });

  test("follows a record through the state that it wrote, across a restore", () => {
    const run = (keep: boolean) => {
      const job = new HandJob();
      const source = (b: number) => job.trace.emit("src.emit", { task: job.task(0), b, ext: { split: "s0" } });
      const state = (kind: "st.write" | "st.read" | "st.del", cause: EventId) =>
        job.trace.emit(kind, { task: job.task(1), b: 3, cause, ext: { state: "s", key: "k", ns: null } });
      state("st.write", job.pass(0, source(0)));
      if (keep) job.cut(1);
      job.deploy(1);
      const second = job.pass(0, source(1));
      state("st.read", second);
      state("st.del", second);
      job.write(job.pass(1, second));
      return job.finish();
    };
    expect(run(true).losses).toEqual([]);
    expect(run(false).losses).toMatchObject([{ offset: 0 }]);
  });

  test("judges no loss before the job has finished", () => {
    const job = new HandJob();
    job.read(0);
    expect(lineageVerdict(job.trace.events)).toMatchObject({ held: true, finished: false, losses: [] });
  });
});

describe("the outcome verdict", () => {
  const sure = { confluent: true, lateDrops: 0 };
  test("compares outputs without their order and names the first differences", () => {
    expect(outcomeVerdict(sure, () => ["a", "b", "b"], ["b", "a", "b"])).toMatchObject({
      applied: true,
      held: true,
      differences: [],
    });
    expect(outcomeVerdict(sure, () => ["a", "b", "b"], ["b", "c"], 2)).toEqual({
      applied: true,
      held: false,
      expected: 3,
      actual: 2,
      differences: [
        { value: "a", expected: 1, actual: 0 },
        { value: "b", expected: 2, actual: 1 },
      ],
    });
  });

  test("is not applied where it would prove nothing", () => {
    const never = () => {
      throw new Error("computed");
    };
    expect(outcomeVerdict({ confluent: false, lateDrops: 0 }, never, [])).toMatchObject({ applied: false });
    expect(outcomeVerdict({ confluent: true, lateDrops: 3 }, never, [])).toEqual({
      applied: false,
      reason: "3 late records were dropped.",
    });
  });
});
