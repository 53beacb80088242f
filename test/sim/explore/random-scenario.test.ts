import { describe, expect, test } from "vitest";
import { Campaign } from "../../../sim/explore/campaign.ts";
import { FAULT_FEATURES } from "../../../sim/explore/features.ts";
import { type Ground, randomJobs } from "../../../sim/explore/ground.ts";
import { type JobPlan, readPlan } from "../../../sim/explore/jobs/job-plan.ts";
import { randomScenario } from "../../../sim/explore/random-scenario.ts";
import { SWARMS, swarmOf } from "../../../sim/explore/swarm.ts";
import { parseFault } from "../../../sim/faults/fault-text.ts";
import { KeyedEntropy } from "../../../sim/kernel/entropy.ts";
import { readScenario } from "../../../sim/scenario-file.ts";

const ground = randomJobs();

function drawn(swarm: string, count: number, seed = 1) {
  const campaign = new Campaign(ground, { seed, swarm: swarmOf(swarm) });
  return Array.from({ length: count }, (_, i) => campaign.scenario(i + 1));
}

describe("generated scenarios", () => {
  test("are scenarios that a file can hold, of every swarm", () => {
    for (const name of Object.keys(SWARMS))
      for (const scenario of drawn(name, 30)) {
        const reading = readScenario(JSON.parse(JSON.stringify(scenario)));
        expect(reading.ok ? [] : reading.problems).toEqual([]);
      }
  });

  test("are the same for the same seed and number, whatever was drawn before", () => {
    const campaign = new Campaign(ground, { seed: 5, swarm: SWARMS.everything });
    const [, , third] = drawn("everything", 3, 5);
    expect(campaign.scenario(3)).toEqual(third);
    expect(drawn("everything", 3, 6)[2]).not.toEqual(third);
  });

  test("leave it to the writer of a job what it guarantees, and not to that of random jobs", () => {
    const modesOf = (ground: Ground): Set<unknown> => {
      const campaign = new Campaign(ground, { seed: 1, swarm: swarmOf("everything") });
      const all = Array.from({ length: 200 }, (_, i) => campaign.scenario(i + 1));
      return new Set(all.map(({ configuration }) => configuration?.["execution.checkpointing.mode"]));
    };
    expect([...modesOf(ground)].sort()).toEqual(["AT_LEAST_ONCE", "EXACTLY_ONCE", undefined]);
    expect([...modesOf({ ...ground, randomJob: false })]).toEqual([undefined]);
  });

  test("have faults of all kinds, some have none, and the calm swarm never has any", () => {
    const all = drawn("everything", 300);
    const kinds = new Set(all.flatMap(({ faults = [] }) => faults.map((spec) => parseFault(spec).what)));
    expect([...kinds].sort()).toEqual(
      [
        "crash",
        "cut",
        "delay",
        "drop",
        "duplicate",
        "fail-storage",
        "pause",
        "slow",
        "slow-storage",
        "trigger-checkpoint",
      ].sort(),
    );
    expect(all.some(({ faults }) => faults?.length === 0)).toBe(true);
    expect(all.some(({ faults = [] }) => faults.length > 4)).toBe(true);
    expect(drawn("calm", 30).flatMap(({ faults }) => faults)).toEqual([]);
    expect(FAULT_FEATURES.length).toBeGreaterThan(10);
  });

  test("differ in jobs, records, clusters and settings", () => {
    const all = drawn("everything", 100);
    const different = (of: (scenario: (typeof all)[number]) => unknown) =>
      new Set(all.map((one) => JSON.stringify(of(one)))).size;
    expect(different(({ programs }) => programs)).toBeGreaterThan(90);
    expect(different(({ inputs }) => inputs)).toBeGreaterThan(85);
    expect(different(({ cluster }) => cluster)).toBeGreaterThan(10);
    expect(different(({ configuration }) => configuration)).toBeGreaterThan(60);
  });

  test("of a swarm that does not exist are refused with the nearest name", () => {
    expect(() => swarmOf("crash")).toThrow('There is no swarm "crash"; did you mean crashes?');
  });

  test("last long enough for a checkpoint that is waited for until its timeout, and for one after it", () => {
    const all = drawn("everything", 150);
    const patient = all.filter(
      ({ configuration }) => configuration?.["execution.checkpointing.timeout"] === "600000 ms",
    );
    expect(patient.length).toBeGreaterThan(0);
    for (const { limitMs } of patient) expect(limitMs).toBeGreaterThan(2 * 600_000);
  });

  test("have sources that may be idle in about a quarter of jobs, which moves no other draw", () => {
    const scenarioOf = (number: number, idle: boolean) => {
      const entropy = new KeyedEntropy(9);
      const more = (purpose: string) =>
        purpose === "idleness" && !idle ? { below: () => 1 } : entropy.draws(purpose, String(number));
      return randomScenario(entropy.draws("scenario", String(number)), ground, SWARMS.calm, number, more);
    };
    const plain = (text: string | undefined) => text?.replaceAll(/,"idleMs":\d+/g, "");
    let idle = 0;
    for (let number = 1; number <= 100; number++) {
      const [drawn, never] = [scenarioOf(number, true), scenarioOf(number, false)];
      const { plan } = drawn.programs[0].args ?? {};
      if (plan?.includes("idleMs")) idle++;
      expect(plain(plan)).toBe(never.programs[0].args?.plan);
      expect({ ...drawn, programs: [], confluent: true }).toEqual({ ...never, programs: [], confluent: true });
      // Who is idle for a while has late records, of which timers do not say that they were late.
      const remembers = plan?.includes('"collect"') || plan?.includes('"co-process"');
      const isOrdered = !(plan?.includes("idleMs") && remembers);
      expect(drawn.confluent).toBe(isOrdered && never.confluent);
      if (!plan?.includes('"session"')) expect(drawn.confluent).toBe(isOrdered);
    }
    expect(idle).toBeGreaterThan(10);
    expect(idle).toBeLessThan(50);
  });

  test("have other windows and two inputs in many jobs, which moves no other draw", () => {
    const planOf = (number: number, isVaried: boolean): JobPlan => {
      const entropy = new KeyedEntropy(9);
      const more = (purpose: string) =>
        purpose === "variety" && !isVaried ? { below: () => 0 } : entropy.draws(purpose, String(number));
      const drawn = randomScenario(entropy.draws("scenario", String(number)), ground, SWARMS.calm, number, more);
      return readPlan(drawn.programs[0].args?.plan);
    };
    const shapes = new Set<string>();
    for (let number = 1; number <= 200; number++) {
      const [varied, plain] = [planOf(number, true), planOf(number, false)];
      expect(varied.steps).toHaveLength(plain.steps.length);
      varied.steps.forEach((step, i) => {
        if (step.op === "meet") expect(plain.steps[i]).toEqual({ op: "union", from: step.from, with: step.with });
        else if (step.op === "window")
          expect({ ...step, shape: undefined }).toEqual({ ...plain.steps[i], shape: undefined });
        else expect(step).toEqual(plain.steps[i]);
        if (step.op === "meet") shapes.add(step.how);
        if (step.op === "window") shapes.add(step.shape ?? "tumbling");
      });
    }
    expect([...shapes].sort()).toEqual([
      "co-group",
      "co-process",
      "interval-join",
      "join",
      "session",
      "sliding",
      "tumbling",
    ]);
  });
});
