import { describe, expect, test } from "vitest";
import { createSimulation, runOf, simulate } from "../../sim/simulation.ts";
import { TraceDigest } from "../../sim/trace/digest.ts";
import { simulateVerified } from "../../sim/verify.ts";
import { bucketHost, bucketScenario } from "../support/bucket-scenario.ts";

const scenario = bucketScenario({ faults: ["crash:tm=A@1.9s/2s"] });

describe("what a run tells", () => {
  test("is the same digest, kept or not, looked at or not, now or later", () => {
    const run = simulate(scenario, bucketHost);
    const kept = simulate(scenario, bucketHost, { store: -1 });
    const verified = simulateVerified(scenario, bucketHost);
    expect(kept.digest).toBe(run.digest);
    expect(verified.digest).toBe(run.digest);
    expect(verified.digestChain).toEqual(run.digestChain);
    expect(run.digest).toMatch(/^[0-9a-f]{32}$/);
  });

  test("is the digest of the moment at which it was asked, also when the simulation goes on", () => {
    const simulation = createSimulation(scenario, bucketHost);
    simulation.advance({ events: 500 });
    const early = runOf(simulation);
    while (simulation.advance());
    const late = runOf(simulation);
    expect(early.digest).not.toBe(late.digest);
    const again = createSimulation(scenario, bucketHost);
    again.advance({ events: 500 });
    expect(runOf(again).digest).toBe(early.digest);
  });

  test("can be taken out of it", () => {
    const { output, logs, stdout } = simulate(scenario, bucketHost);
    expect(output(logs[0]).length).toBeGreaterThan(0);
    expect(stdout()).toEqual([]);
  });

  test("holds events that do not change after they were written", () => {
    const atOnce = new TraceDigest();
    const afterwards = new TraceDigest();
    const add = (digest: TraceDigest, { t, task, ch, a, b, x, cause, ext }: (typeof run.trace)[number]) =>
      digest.event(t, 0, task, ch, a, b, x, cause, ext);
    const observer = { on: (event: (typeof run.trace)[number]) => add(atOnce, event) };
    const run = simulate(scenario, bucketHost, { level: 2, observers: [observer] });
    for (const event of run.trace) add(afterwards, event);
    expect(afterwards.value()).toBe(atOnce.value());
  });
});
