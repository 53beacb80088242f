import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Scenario } from "../../sim/scenario.ts";
import { simulateVerified, type VerifiedRun } from "../../sim/verify.ts";
import type { Sink } from "../../src/api/sink.ts";
import { appendLogSink, transactionalLogSink } from "../../src/connectors/log-sink.ts";
import { EXECUTION_STATES, type TraceKind } from "../../src/trace/kinds.ts";
import { readings } from "../support/bucket-job.ts";
import { bucketScenario } from "../support/bucket-scenario.ts";
import { expectedCounts, twoEnds } from "../support/two-ends-job.ts";

const SHORT = readings(40);
const LONG = readings(200);
const FINISHED = EXECUTION_STATES.indexOf("FINISHED");
const transactional = (log: string) => transactionalLogSink<string>({ log }) as Sink<string>;
const programs = {
  plain: twoEnds(transactional),
  union: twoEnds(transactional, true),
  append: twoEnds((log) => appendLogSink<string>({ log })),
};

function run(module: keyof typeof programs, { configuration, ...rest }: Partial<Scenario> = {}): VerifiedRun {
  const scenario = bucketScenario({
    programs: [{ module }],
    inputs: { short: { records: SHORT }, long: { records: LONG } },
    ...rest,
    configuration: { "execution.checkpointing.interval": "200 ms", ...configuration },
  });
  const verified = simulateVerified(scenario, { programs }, { store: 1 });
  expect(verified.violations).toEqual([]);
  expect(verified.lineage.losses).toEqual([]);
  expect(verified.status).toBe("FINISHED");
  return verified;
}

const of = ({ trace }: VerifiedRun, ...kinds: TraceKind[]) => trace.filter(({ kind }) => kinds.includes(kind));
const firstFinished = (verified: VerifiedRun) => of(verified, "exec.state").find(({ b }) => b === FINISHED);
const tasksOf = (ext: Readonly<Record<string, unknown>> | null) => (ext?.tasks as readonly number[]) ?? [];

describe("checkpoints after tasks have finished", () => {
  test("leave out the finished tasks, and call those that have no producer any more", () => {
    const verified = run("plain");
    expect(verified.output("counts").sort()).toEqual(expectedCounts(SHORT, LONG));
    const sizes = new Set(of(verified, "cp.trigger").map(({ ext }) => tasksOf(ext).length));
    // All, those without the idle subtask of the short source, those without all of it.
    expect(sizes.size).toBeGreaterThanOrEqual(3);
    const finished = firstFinished(verified);
    const completed = of(verified, "cp.complete").filter(({ t }) => t > (finished?.t ?? 0));
    expect(completed.length).toBeGreaterThan(3);
  });

  test("a task stays until a checkpoint that it took part in after its data is complete", () => {
    const verified = run("plain");
    const completions = new Set<number>();
    for (const { kind, t, b } of verified.trace) {
      if (kind === "cp.complete") completions.add(t);
      if (kind === "exec.state" && b === FINISHED)
        expect([...completions].some((at) => at < t && t - at < 20_000)).toBe(true);
    }
  });

  test("each result is there once, whenever a machine dies and whatever has finished by then", {
    timeout: 120_000,
  }, () => {
    const seen = { partly: 0, fully: 0 };
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.constantFrom("A", "B", "C"),
        fc.integer({ min: 300, max: 3300 }),
        fc.constantFrom(1, 2),
        (seed, tm, ms, atATime) => {
          const verified = run("plain", {
            seed,
            faults: [`crash:tm=${tm}@${ms}ms/1s`],
            configuration: { "execution.checkpointing.max-concurrent-checkpoints": atATime },
          });
          expect(verified.exactlyOnce).toBe(true);
          expect(verified.output("counts").sort()).toEqual(expectedCounts(SHORT, LONG));
          for (const { ext } of of(verified, "cp.restore")) {
            if (tasksOf(ext).length === 0) continue;
            const before = of(verified, "exec.state").filter(({ b, t }) => b === FINISHED && t < ms * 1000).length;
            if (before > 0 && before < 3) seen.partly++;
            if (before >= 3) seen.fully++;
          }
        },
      ),
      { numRuns: 60, seed: 4 },
    );
    expect(seen.partly).toBeGreaterThan(0);
    expect(seen.fully).toBeGreaterThan(0);
  });
});

describe("a union list", () => {
  test("lets no checkpoint complete while only some subtasks of its vertex are at their end; then all go on", () => {
    const verified = run("union");
    expect(verified.exactlyOnce).toBe(true);
    expect(verified.output("counts").sort()).toEqual(expectedCounts(SHORT, LONG));
    const failed = of(verified, "cp.fail").filter(({ ext }) => ext?.reason === "CHECKPOINT_DECLINED_TASK_CLOSING");
    expect(failed.length).toBeGreaterThan(0);
    const [first] = of(verified, "cp.complete");
    for (const { t } of failed) expect(t).toBeLessThan(first.t);
    expect(verified.restarts).toBe(0);
  });

  test("is restored whole after a crash", () => {
    for (const ms of [500, 1000, 2000]) {
      const verified = run("union", { faults: [`crash:tm=B@${ms}ms/1s`] });
      expect(verified.exactlyOnce).toBe(true);
      expect(verified.output("counts").sort()).toEqual(expectedCounts(SHORT, LONG));
    }
  });
});

describe("without checkpoints after tasks have finished", () => {
  const off = { "execution.checkpointing.checkpoints-after-tasks-finish.enabled": false };

  test("a task ends with its data, and from then on every request is refused", () => {
    const verified = run("append", { configuration: off });
    expect(verified.output("counts").sort()).toEqual(expectedCounts(SHORT, LONG));
    const finished = firstFinished(verified);
    const later = (kind: TraceKind) => of(verified, kind).filter(({ t }) => t > (finished?.t ?? 0));
    expect(later("cp.trigger")).toEqual([]);
    const requests = later("cp.request");
    expect(requests.length).toBeGreaterThan(3);
    for (const { ext } of requests) expect(ext?.reason).toBe("NOT_ALL_REQUIRED_TASKS_RUNNING");
  });

  test("a job ends earlier than with them: nobody waits for a last checkpoint", () => {
    const interval = { "execution.checkpointing.interval": "10 s" };
    const withThem = run("append", { configuration: interval });
    const without = run("append", { configuration: { ...off, ...interval } });
    expect(without.virtualMs).toBeLessThan(withThem.virtualMs - 1000);
  });

  test("nothing is lost when a machine dies after the first tasks have finished, and the run replays", () => {
    const crashed = () => run("append", { configuration: off, faults: ["crash:tm=A@2s/1s"] });
    const first = crashed();
    expect(first.restarts).toBeGreaterThan(0);
    expect(new Set(first.output("counts"))).toEqual(new Set(expectedCounts(SHORT, LONG)));
    expect(crashed().digest).toBe(first.digest);
  });
});
