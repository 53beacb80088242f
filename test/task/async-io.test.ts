/** The task around an async operator: it stops where the operator is full, and takes no checkpoint of what is not in it. */
import { describe, expect, it } from "vitest";
import type { Scenario } from "../../sim/scenario.ts";
import { type Run, simulate } from "../../sim/simulation.ts";
import {
  AsyncDataStream,
  type AsyncFunction,
  AsyncRetryStrategies,
  type JobProgram,
  RetryPredicates,
  replaySource,
  type Source,
  type SourceSplit,
  transactionalLogSink,
  WatermarkStrategy,
} from "../../src/index.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { ASYNC_FORMS, type AsyncForm, asyncJob, linesOf, names, ORDERS, type Order } from "../support/async-job.ts";

const SPLITS = 4;

function runOf(
  form: AsyncForm,
  capacity: number,
  settings: Partial<Scenario> = {},
  service = names,
  level: 0 | 1 | 2 = 2,
): Run {
  const scenario: Scenario = {
    version: 1,
    seed: 1,
    programs: [{ module: "async" }],
    cluster: { taskManagers: 3, slots: 2 },
    configuration: {
      "execution.checkpointing.interval": "15 ms",
      "restart-strategy.type": "fixed-delay",
      "restart-strategy.fixed-delay.attempts": 50,
      "restart-strategy.fixed-delay.delay": "5 ms",
    },
    limitMs: 60_000,
    ...settings,
  };
  return simulate(
    scenario,
    { programs: { async: asyncJob(form, capacity) }, inputs: { orders: ORDERS }, services: { names: service } },
    { level },
  );
}

/** Records in the async operators of a task, and in its chain before them, as the trace tells it. */
class Inside {
  readonly byTask = new Map<number, number>();

  follow({ kind, task }: TraceEvent): number {
    const before = this.byTask.get(task) ?? 0;
    const now = before + (kind === "async.enter" ? 1 : kind === "async.leave" ? -1 : 0);
    this.byTask.set(task, now);
    return now;
  }
}

/** A poll more each time, so that the last record and the end come in one. */
function endsWithItsLastRecord<T, S extends SourceSplit, E>(source: Source<T, S, E>): Source<T, S, E> {
  return {
    ...source,
    createEnumerator: (context) => source.createEnumerator(context),
    createReader(context) {
      const reader = source.createReader(context);
      const once = reader.pollNext.bind(reader);
      reader.pollNext = (output) => {
        const status = once(output);
        return status === "end-of-input" ? status : once(output);
      };
      return reader;
    },
  };
}

describe("a task with an async operator", () => {
  it("takes no record while the operator is full, in the middle of a buffer too", () => {
    for (const form of ["ordered", "behind a shuffle"] as const) {
      const run = runOf(form, 2);
      expect(run.status).toBe("FINISHED");
      const inside = new Inside();
      // One more than fits has been given to it when the task stops.
      expect(Math.max(...run.trace.map((event) => inside.follow(event)))).toBe(3);
    }
  });

  it("keeps a buffer until it is through with it", () => {
    const { trace } = runOf("behind a shuffle", 2);
    // Every record has an event time of its own.
    const lastOf = new Map<string, number>();
    const taken = new Map<number, number>();
    let kept = 0;
    for (const { kind, ch, a, b, x, ext } of trace) {
      if (kind === "buf.send" && typeof ext?.last === "number") lastOf.set(`${ch} ${a}`, ext.last);
      if (kind === "el.take" && b === 0) taken.set(ch, x);
      const last = lastOf.get(`${ch} ${a}`);
      if (kind !== "buf.recycle" || last === undefined) continue;
      expect(taken.get(ch)).toBeGreaterThanOrEqual(last);
      kept++;
    }
    expect(kept).toBeGreaterThan(5);
  });

  it("makes no more requests at once than have room", () => {
    const run = runOf("behind a flatMap", 2);
    let open = 0;
    let most = 0;
    for (const { kind, a } of run.trace) {
      if (kind === "async.call" && a === 0) most = Math.max(most, ++open);
      if (kind === "async.leave") open--;
    }
    expect(most).toBe(2);
    expect([...run.output("out")].sort()).toEqual(linesOf("behind a flatMap"));
  });

  it("takes a checkpoint only when everything that it was given is in the queue", () => {
    const run = runOf("behind a flatMap", 2);
    const inside = new Inside();
    const held = new Map<string, number>();
    let checked = 0;
    for (const event of run.trace) {
      const given = inside.follow(event);
      const name = `${event.task} ${event.ch}`;
      if (event.kind === "async.hold") held.set(name, (held.get(name) ?? 0) + 1);
      if (event.kind !== "cp.sync") continue;
      expect(held.get(name) ?? 0).toBe(given);
      if (given > 0) checked++;
    }
    expect(checked).toBeGreaterThan(3);
  });

  it("gives ordered results in the order of the input, across a crash", () => {
    const run = runOf("ordered", 5, {
      faults: ["crash:tm=A@120ms/20ms", "crash:tm=B@140ms/20ms", "crash:tm=C@150ms/20ms"],
    });
    expect(run.restarts).toBeGreaterThan(0);
    const restored = run.trace.filter(({ kind, a }) => kind === "async.enter" && a === 1);
    expect(restored.length).toBeGreaterThan(0);
    expect(run.output("out")).toEqual(ORDERS.map(({ n }) => String(n)));
  });

  it("says in the trace that what leaves comes from the record that entered", () => {
    const { trace } = runOf("unordered", 5);
    const byId = new Map(trace.map((event) => [event.id, event]));
    const lines = trace.filter(({ kind }) => kind === "out.pending");
    expect(lines).toHaveLength(ORDERS.length);
    for (const line of lines) {
      const entered = byId.get(line.cause);
      expect(entered?.kind).toBe("async.enter");
      const read = entered === undefined ? undefined : byId.get(entered.cause);
      // The source deals the records out to its splits in turn.
      const split = Number(String(read?.ext?.split).split("-")[1]);
      expect([read?.kind, String((read?.b ?? 0) * SPLITS + split)]).toEqual(["src.emit", line.ext?.value]);
    }
  });

  it("hears of complete checkpoints while it is full, so that its sink commits", () => {
    const { trace } = runOf("ordered", 1);
    const full = new Set<number>();
    const inside = new Inside();
    let told = 0;
    for (const event of trace) {
      if (inside.follow(event) > 1) full.add(event.task);
      else full.delete(event.task);
      if (event.kind === "cp.notify" && full.has(event.task)) told++;
    }
    expect(told).toBeGreaterThan(0);
  });

  it("runs the same whatever the trace keeps", () => {
    const faults = ["crash:tm=A@120ms/20ms", "crash:tm=B@140ms/20ms"];
    for (const form of ASYNC_FORMS) {
      const digests = ([0, 1, 2] as const).map((level) => runOf(form, 2, { faults }, names, level).digest);
      expect(new Set(digests).size).toBe(1);
    }
  });

  it("asks again for the last record too, when its source ends in the moment in which it gives it", () => {
    const asked = new Set<number>();
    // 0 is slow, so that 1 is answered before it; 2 finds nothing the first time.
    const fn: AsyncFunction<Order, string> = ({ n }, result, calls) => {
      if (n === 2 && !asked.has(n)) result.complete([]);
      else calls.after(n === 0 ? 30 : 1, () => result.complete([String(n)]));
      asked.add(n);
    };
    const retry = new AsyncRetryStrategies.FixedDelayRetryStrategyBuilder<string>(3, 2)
      .ifResult(RetryPredicates.EMPTY_RESULT_PREDICATE)
      .build();
    const program: JobProgram = (env) => {
      const source = replaySource<Order>({
        input: "orders",
        timestampOf: () => 0,
        speed: 1,
        disorderMs: 0,
        startMs: 5,
      });
      const orders = env.fromSource(endsWithItsLastRecord(source), WatermarkStrategy.noWatermarks<Order>(), "orders");
      AsyncDataStream.orderedWaitWithRetry(orders, fn, 1000, 2, retry).sinkTo(
        transactionalLogSink<string>({ log: "out", serialize: (line) => line }),
      );
      env.execute("async");
    };
    const run = simulate(
      { version: 1, seed: 1, programs: [{ module: "async" }], cluster: { taskManagers: 1, slots: 1 }, limitMs: 5000 },
      { programs: { async: program }, inputs: { orders: ORDERS.slice(0, 3) } },
    );
    expect(run.output("out")).toEqual(["0", "1", "2"]);
  });

  it("fails when a request has no answer in time, and says which", () => {
    const slow = { ...names, answerTimeMs: () => 60_000 };
    const run = runOf("two in a row", 3, { configuration: { "restart-strategy.type": "none" } }, slow);
    expect(run.status).toBe("FAILED");
    expect(run.failure?.message).toMatch(/^Could not complete the stream element: Record @ \d+ : .*timed out\.$/);
  });
});
