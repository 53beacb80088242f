import { describe, expect, test } from "vitest";
import type { Scenario } from "../../sim/scenario.ts";
import { simulateVerified } from "../../sim/verify.ts";
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { bucketHost, bucketScenario } from "../support/bucket-scenario.ts";

/** A run that must hold all properties, its whole trace. */
function traceOf(differences: Partial<Scenario>): readonly TraceEvent[] {
  const run = simulateVerified(bucketScenario(differences), bucketHost, { store: 2 });
  expect(run.violations).toEqual([]);
  expect(run.exactlyOnce).toBe(true);
  return run.trace;
}

const of = (trace: readonly TraceEvent[], ...kinds: TraceKind[]) => trace.filter(({ kind }) => kinds.includes(kind));
const refused = (trace: readonly TraceEvent[], reason: string) =>
  of(trace, "cp.request").filter(({ b, ext }) => b === 0 && ext?.reason === reason);

describe("requests for checkpoints", () => {
  test("are refused while not all tasks run, and that uses up no id", () => {
    // With a TaskManager less there are not slots enough: the job waits for it.
    const trace = traceOf({ configuration: { "parallelism.default": 6 }, faults: ["crash:tm=B@1500ms/4s"] });
    const [plan] = of(trace, "restart.plan");
    const triggers = of(trace, "cp.trigger");
    const next = triggers.find(({ t }) => t > plan.t);
    const refusals = refused(trace, "NOT_ALL_REQUIRED_TASKS_RUNNING");
    expect(refusals.length).toBeGreaterThan(3);
    for (const { t } of refusals) {
      expect(t).toBeGreaterThan(plan.t);
      expect(t).toBeLessThan(next?.t ?? 0);
    }
    expect(triggers.map(({ ch }) => ch)).toEqual(triggers.map((_, i) => i + 1));
  });

  test("of the interval are refused in the pause, and the timer fires exactly when it is over", () => {
    const pauseMs = 250;
    const trace = traceOf({
      configuration: {
        "execution.checkpointing.interval": "200 ms",
        "execution.checkpointing.min-pause": `${pauseMs} ms`,
      },
    });
    const refusals = refused(trace, "MINIMUM_TIME_BETWEEN_CHECKPOINTS");
    expect(refusals.length).toBeGreaterThan(0);
    for (const { t } of refusals) {
      const completed = of(trace, "cp.complete").findLast((event) => event.t <= t);
      const next = of(trace, "cp.request").find((event) => event.t > t);
      expect(next?.t).toBe((completed?.t ?? 0) + pauseMs * 1000);
      expect(next?.b).toBe(1);
    }
  });

  test("that came while as many were pending as may be are executed one after the other, each when one has ended", () => {
    const trace = traceOf({
      configuration: {
        "execution.checkpointing.interval": "20 ms",
        "execution.checkpointing.storage": "filesystem",
        "execution.checkpointing.data-inline-threshold": 0,
      },
      faults: ["slow-storage:x=30@1s/1s"],
    });
    const triggers = of(trace, "cp.trigger");
    const ends = new Set(of(trace, "cp.complete", "cp.fail").map(({ t }) => t));
    const queued = triggers.filter(({ t }) => ends.has(t));
    // In one second of a store thirty times as slow, many intervals pass while a checkpoint is pending.
    expect(queued.length).toBeGreaterThan(5);
  });

  test("that wait when the job fails are dropped with it", () => {
    const trace = traceOf({
      configuration: {
        "execution.checkpointing.interval": "20 ms",
        "execution.checkpointing.storage": "filesystem",
        "execution.checkpointing.data-inline-threshold": 0,
      },
      faults: ["slow-storage:x=30@1s/2s", "crash:tm=B@1.5s/1s"],
    });
    const dropped = refused(trace, "CHECKPOINT_COORDINATOR_SUSPEND");
    const plan = of(trace, "restart.plan")[0];
    expect(dropped.length).toBeGreaterThan(0);
    expect(dropped[0].t).toBe(plan.t);
  });

  test("of a user wait neither for the interval nor for the pause", () => {
    const trace = traceOf({
      configuration: { "execution.checkpointing.interval": "1 s", "execution.checkpointing.min-pause": "900 ms" },
      faults: ["trigger-checkpoint@cp.complete#1+5ms"],
    });
    const asked = of(trace, "cp.request").filter(({ a }) => a === 1);
    const [completed] = of(trace, "cp.complete");
    expect(asked.map(({ b }) => b)).toEqual([1]);
    expect(asked[0].t - completed.t).toBeLessThan(20_000);
  });
});
