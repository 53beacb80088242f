import { describe, expect, test } from "vitest";
import type { Scenario } from "../../sim/scenario.ts";
import { type Run, simulate } from "../../sim/simulation.ts";
import { simulateVerified } from "../../sim/verify.ts";
import type { JobProgram } from "../../src/api/program.ts";
import { WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { transactionalLogSink } from "../../src/connectors/log-sink.ts";
import { replaySource } from "../../src/connectors/replay-source.ts";
import { EXECUTION_STATES, JOB_STATES, type TraceKind } from "../../src/trace/kinds.ts";
import type { Reading } from "../support/bucket-job.ts";
import { bucketHost, bucketScenario } from "../support/bucket-scenario.ts";

function events(run: Run, kind: TraceKind) {
  return run.trace.filter((event) => event.kind === kind);
}

function jobStates(run: Run): string[] {
  return events(run, "job.state").map(({ b }) => JOB_STATES[b]);
}

/** A job whose map function throws for some records in some attempts. */
function throwing(shouldThrow: (reading: Reading, attempt: number) => boolean): JobProgram {
  return (env) => {
    const source = replaySource<Reading>({ input: "readings", timestampOf: (r) => r.ts, speed: 2, disorderMs: 0 });
    let attempt = 0;
    env
      .fromSource(source, WatermarkStrategy.noWatermarks<Reading>(), "readings")
      .map<string>({
        open: (context) => {
          attempt = context.attemptNumber;
        },
        map: (reading) => {
          if (shouldThrow(reading, attempt)) throw new RangeError(`Reading ${reading.id} is odd.`);
          return `r${reading.id}`;
        },
      })
      .name("picky")
      .sinkTo(transactionalLogSink<string>({ log: "out" }));
    env.execute();
  };
}

const single: Partial<Scenario> = { configuration: { "parallelism.default": 1 } };
const calm = simulate(bucketScenario(), bucketHost);

describe("a job that takes no checkpoints", () => {
  test("pre-commits at the end of its input, commits at once, and every result is there exactly once", () => {
    const { configuration, ...scenario } = bucketScenario();
    const { "execution.checkpointing.interval": _, ...without } = configuration as Record<string, string | number>;
    const run = simulateVerified({ ...scenario, configuration: without }, bucketHost);
    expect(events(run, "cp.trigger")).toEqual([]);
    const prepared = events(run, "txn.pre");
    const commits = events(run, "txn.commit");
    expect(prepared.length).toBeGreaterThan(0);
    expect(prepared.map(({ ch }) => ch)).toEqual(prepared.map(() => -1));
    expect(commits.map(({ ext }) => ext?.txn).sort()).toEqual(prepared.map(({ ext }) => ext?.txn).sort());
    expect(run.violations).toEqual([]);
    expect(run.exactlyOnce).toBe(true);
  });
});

describe("slots", () => {
  test("are requested, offered and active, in this order, before a task is deployed into them", () => {
    const active = events(calm, "slot.active");
    expect(active.length).toBe(3);
    for (const { ext, id } of active) {
      const of = (kind: TraceKind) =>
        events(calm, kind).find((event) => event.ext?.allocation === ext?.allocation)?.id ?? -1;
      expect(of("slot.request")).toBeGreaterThanOrEqual(0);
      expect(of("slot.offer")).toBeGreaterThan(of("slot.request"));
      expect(id).toBeGreaterThan(of("slot.offer"));
    }
    expect(events(calm, "tm.register").length).toBe(3);
    expect(events(calm, "tm.register")[0].id).toBeLessThan(events(calm, "slot.request")[0].id);
  });

  test("are spread over the TaskManagers when that is asked for, else the first one gives all it has", () => {
    const nodes = (run: Run) => new Set(events(run, "exec.def").map(({ ext }) => ext?.tm)).size;
    expect(nodes(calm)).toBe(3);
    expect(
      nodes(simulate(bucketScenario({ configuration: { "taskmanager.load-balance.mode": "NONE" } }), bucketHost)),
    ).toBe(2);
  });

  test("that are missing fail the job after slot.request.timeout with their number", () => {
    const run = simulate(
      bucketScenario({
        configuration: { "parallelism.default": 8, "slot.request.timeout": "7 s", "restart-strategy.type": "none" },
      }),
      bucketHost,
    );
    expect(run.status).toBe("FAILED");
    expect(run.failure).toMatchObject({ exception: "NoResourceAvailableException" });
    expect(run.failure?.message).toContain("8 are required and 6 could be acquired, so 2 are missing");
    expect(run.virtualMs).toBeGreaterThanOrEqual(7000);
    expect(run.virtualMs).toBeLessThan(9000);
    expect(events(run, "exec.def")).toEqual([]);
  });

  test("of a TaskManager that comes later are used", () => {
    const run = simulateVerified(
      bucketScenario({
        configuration: { "parallelism.default": 6 },
        faults: ["crash:tm=B@10ms/3s", "crash:tm=B@25ms/3s"],
      }),
      bucketHost,
    );
    expect(run.exactlyOnce).toBe(true);
  });
});

describe("execution", () => {
  test("attempts and the job go through Flink's states", () => {
    expect(jobStates(calm)).toEqual(["CREATED", "RUNNING", "FINISHED"]);
    const task = events(calm, "exec.def")[0].task;
    const states = events(calm, "exec.state").filter((event) => event.task === task);
    expect(states.map(({ b }) => EXECUTION_STATES[b])).toEqual([
      "SCHEDULED",
      "DEPLOYING",
      "INITIALIZING",
      "RUNNING",
      "FINISHED",
    ]);
  });

  test("after a failure all tasks are cancelled before any is deployed again, from the newest checkpoint", () => {
    const run = simulate(bucketScenario({ faults: ["crash:tm=B@cp.complete#4+30ms/1s"] }), bucketHost);
    expect(run.status).toBe("FINISHED");
    expect(jobStates(run).slice(0, 4)).toEqual(["CREATED", "RUNNING", "RESTARTING", "RUNNING"]);
    const restart = run.trace.findIndex(({ kind, b }) => kind === "job.state" && JOB_STATES[b] === "RESTARTING");
    const again = run.trace.findIndex(({ kind, a }, i) => i > restart && kind === "topo.epoch" && a === 1);
    const state = new Map<number, number>();
    for (const event of run.trace.slice(0, again)) if (event.kind === "exec.state") state.set(event.task, event.b);
    for (const value of state.values()) expect(["CANCELED", "FAILED", "FINISHED"]).toContain(EXECUTION_STATES[value]);
    const newest = Math.max(
      ...run.trace
        .slice(0, again)
        .filter(({ kind }) => kind === "cp.complete")
        .map(({ ch }) => ch),
    );
    expect(run.trace[again].ext?.restoredCheckpoint).toBe(newest);
  });

  test("a TaskManager that went silent is noticed by its heartbeat only", () => {
    const run = simulate(bucketScenario({ faults: ["crash:tm=B,silent@2s/60s"] }), bucketHost);
    const lost = events(run, "tm.lost").filter(({ ext }) => ext?.id === "tm-B#1");
    expect(lost.map(({ ext }) => ext?.by).sort()).toEqual(["jobmaster", "resourcemanager"]);
    for (const { t } of lost) expect(t).toBeGreaterThan(2_000_000);
    expect(run.status).toBe("FINISHED");
  });

  test("a JobManager that is lost takes its job with it", () => {
    const run = simulate(bucketScenario({ faults: ["crash:jm@3s/1s"] }), bucketHost);
    expect(run.status).toBe("LOST");
    expect(run.failure?.message).toContain("was restarted");
  });
});

describe("calls out of order", () => {
  test("a deployment that its cancellation has overtaken starts nothing, and the job goes on", () => {
    // The first task that is deployed again comes late; another one finds its TaskManager gone, and all are cancelled.
    for (const tm of ["A", "B", "C"]) {
      const faults = [`crash:tm=${tm}@2s/1s`, "delay:method=submitTask,n=1,by=5ms@restart.plan#1"];
      const configuration = { "restart-strategy.fixed-delay.delay": "50 ms" };
      const run = simulateVerified(bucketScenario({ configuration, faults, limitMs: 120_000 }), bucketHost);
      expect([run.status, run.exactlyOnce]).toEqual(["FINISHED", true]);
    }
  });
});

describe("user functions that throw", () => {
  test("fail the job without a restart strategy; the report names operator, record, error and stack", () => {
    const program = throwing(({ id }) => id === 33);
    const run = simulate(
      bucketScenario({ configuration: { "parallelism.default": 1, "restart-strategy.type": "none" } }),
      {
        programs: { buckets: program },
      },
    );
    expect(run.status).toBe("FAILED");
    expect(run.restarts).toBe(0);
    expect(run.failure).toMatchObject({ exception: "RangeError", message: "Reading 33 is odd." });
    expect(run.failure?.operator).toContain("picky");
    expect(run.failure?.record).toContain('"id":33');
    expect(run.failure?.stack).toContain("runs.test.ts");
    expect(jobStates(run).slice(-2)).toEqual(["FAILING", "FAILED"]);
    expect(events(run, "fail.task").length).toBe(1);
  });

  test("once, restart the job, which finishes exactly once", () => {
    const program = throwing(({ id }, attempt) => id === 150 && attempt === 0);
    const run = simulateVerified(bucketScenario(single), { programs: { buckets: program } });
    expect(run.status).toBe("FINISHED");
    expect(run.restarts).toBe(1);
    expect(run.exactlyOnce).toBe(true);
    expect(run.output("out").length).toBe(200);
    expect(new Set(run.output("out")).size).toBe(200);
  });

  test("always, fail the job when the attempts of fixed-delay are used up, with its pauses between", () => {
    const run = simulate(
      bucketScenario({
        configuration: {
          "parallelism.default": 1,
          "restart-strategy.fixed-delay.attempts": 3,
          "restart-strategy.fixed-delay.delay": "2 s",
        },
      }),
      { programs: { buckets: throwing(({ id }) => id === 20) } },
    );
    expect(run.status).toBe("FAILED");
    expect(run.restarts).toBe(3);
    const plans = events(run, "restart.plan");
    expect(plans.map(({ a, x }) => [a, x])).toEqual([
      [1, 2_000_000],
      [2, 2_000_000],
      [3, 2_000_000],
    ]);
    expect(plans[1].t - plans[0].t).toBeGreaterThanOrEqual(2_000_000);
  });

  test("without checkpoints and a strategy of its own a job does not restart", () => {
    const run = simulate(
      bucketScenario({
        configuration: {
          "parallelism.default": 1,
          "execution.checkpointing.interval": "0 s",
          "restart-strategy.type": "default",
        },
      }),
      { programs: { buckets: throwing(({ id }) => id === 20) } },
    );
    expect([run.status, run.restarts]).toEqual(["FAILED", 0]);
  });

  test("while the graph is built fail the job with one sentence", () => {
    const run = simulate(bucketScenario(), {
      programs: {
        buckets: () => {
          throw new Error("No such city.");
        },
      },
    });
    expect([run.status, run.failure?.message]).toEqual(["FAILED", "No such city."]);
  });
});

describe("checkpoints of a run", () => {
  const failures = (run: Run) => events(run, "cp.fail").map(({ ext }) => ext?.reason);
  const tolerant = {
    "execution.checkpointing.tolerable-failed-checkpoints": 10,
    "execution.checkpointing.timeout": "1 s",
  };

  test("whose acknowledgement is lost expires after the timeout; the next one completes", () => {
    const run = simulateVerified(
      bucketScenario({ configuration: tolerant, faults: ["drop:method=acknowledgeCheckpoint,n=1@cp.trigger#2"] }),
      bucketHost,
    );
    expect(failures(run)).toEqual(["CHECKPOINT_EXPIRED"]);
    expect(events(run, "cp.fail")[0].x).toBe(1_000_000);
    expect([run.restarts, run.exactlyOnce]).toEqual([0, true]);
  });

  test("more failures than are tolerated restart the job", () => {
    const configuration = { ...tolerant, "execution.checkpointing.tolerable-failed-checkpoints": 0 };
    const run = simulateVerified(
      bucketScenario({ configuration, faults: ["drop:method=acknowledgeCheckpoint,n=1@cp.trigger#2"] }),
      bucketHost,
    );
    expect(run.restarts).toBe(1);
    expect(String(events(run, "restart.plan")[0].ext?.cause)).toContain(
      "Exceeded checkpoint tolerable failure threshold",
    );
    expect(run.exactlyOnce).toBe(true);
  });

  test("that cannot be stored are declined by the task and fail", () => {
    const storage = {
      "execution.checkpointing.storage": "filesystem",
      "execution.checkpointing.data-inline-threshold": "0 b",
    };
    const run = simulateVerified(
      bucketScenario({ configuration: { ...tolerant, ...storage }, faults: ["fail-storage@cp.trigger#5/300ms"] }),
      bucketHost,
    );
    expect(events(run, "cp.decline").length).toBeGreaterThan(0);
    expect(failures(run)).toContain("CHECKPOINT_ASYNC_EXCEPTION");
    expect(run.exactlyOnce).toBe(true);
  });

  test("never overlap by default; with two at a time a slow one is passed by none, and older ones are subsumed", () => {
    const most = (run: Run) => {
      let [open, max] = [0, 0];
      for (const { kind } of run.trace) {
        if (kind === "cp.trigger") max = Math.max(max, ++open);
        if (kind === "cp.complete" || kind === "cp.fail") open--;
      }
      return max;
    };
    const faults = ["slow-storage:x=400@0ms"];
    const configuration = {
      "execution.checkpointing.storage": "filesystem",
      "execution.checkpointing.interval": "150 ms",
    };
    const one = simulateVerified(bucketScenario({ configuration, faults }), bucketHost);
    const two = simulateVerified(
      bucketScenario({
        configuration: { ...configuration, "execution.checkpointing.max-concurrent-checkpoints": 2 },
        faults,
      }),
      bucketHost,
    );
    expect([most(one), most(two)]).toEqual([1, 2]);
    expect([one.exactlyOnce, two.exactlyOnce]).toEqual([true, true]);
  });

  test("a checkpoint whose older neighbour lacks an acknowledgement subsumes it", () => {
    const run = simulateVerified(
      bucketScenario({
        configuration: {
          ...tolerant,
          "execution.checkpointing.timeout": "60 s",
          "execution.checkpointing.max-concurrent-checkpoints": 2,
        },
        faults: ["drop:method=acknowledgeCheckpoint,n=1@cp.trigger#3"],
      }),
      bucketHost,
    );
    expect(failures(run)).toEqual(["CHECKPOINT_SUBSUMED"]);
    expect(run.exactlyOnce).toBe(true);
  });

  test("keep the pause after the one before", () => {
    const run = simulate(
      bucketScenario({ configuration: { "execution.checkpointing.min-pause": "700 ms" } }),
      bucketHost,
    );
    const marks = run.trace.filter(({ kind }) => kind === "cp.trigger" || kind === "cp.complete");
    for (let i = 1; i < marks.length; i++) {
      if (marks[i].kind === "cp.trigger") expect(marks[i].t - marks[i - 1].t).toBeGreaterThanOrEqual(700_000);
    }
    expect(marks.length).toBeGreaterThan(6);
  });

  test("are triggered every interval after a first delay within it, while all tasks run", () => {
    const triggers = events(calm, "cp.trigger").map(({ t }) => t);
    for (let i = 1; i < triggers.length; i++) expect((triggers[i] - triggers[0]) % 400_000).toBe(0);
    const running = Math.max(
      ...events(calm, "exec.state")
        .filter(({ b }) => EXECUTION_STATES[b] === "RUNNING")
        .map(({ t }) => t),
    );
    expect(triggers[0]).toBeGreaterThan(running);
  });

  test("calls that come twice or late change nothing", () => {
    const methods = [
      "acknowledgeCheckpoint",
      "triggerCheckpoint",
      "confirmCheckpoint",
      "updateTaskExecutionState",
      "submitTask",
      "offerSlots",
    ];
    for (const method of methods) {
      const faults = [`duplicate:method=${method},n=20@0ms`, `delay:method=${method},n=3,by=300ms@2s`];
      const run = simulateVerified(bucketScenario({ configuration: tolerant, faults }), bucketHost);
      expect([method, run.exactlyOnce]).toEqual([method, true]);
    }
  });
});
