import { describe, expect, test } from "vitest";
import { explain } from "../../sim/explain.ts";
import { simulateVerified, type VerifiedRun } from "../../sim/verify.ts";
import { appendingBuckets, transactionalBuckets } from "../support/bucket-job.ts";
import { bucketScenario } from "../support/bucket-scenario.ts";

const CRASH = "crash:tm=B@txn.write#9+1ms/1s";

function run(exactlyOnce: boolean, faults: readonly string[], differences = {}): VerifiedRun {
  const program = exactlyOnce ? transactionalBuckets : appendingBuckets;
  const scenario = bucketScenario({ faults, confluent: true, ...differences });
  return simulateVerified(scenario, { programs: { buckets: program } }, { store: 2 });
}

describe("what is said of a run", () => {
  test("that was exactly once is one sentence", () => {
    expect(explain(run(true, [CRASH]))).toBe("Nothing is wrong: every record was counted exactly once.");
  });

  test("that counted twice begins with the harm and shows what proves it, in order of time", () => {
    const text = explain(run(false, [CRASH]));
    expect(text).toMatch(/^Something was counted twice\. .*visible twice in/);
    const times = [...text.matchAll(/^ +([\d.]+) s {2}/gm)].map(([, time]) => Number(time));
    expect(times.length).toBeGreaterThan(3);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(text).toMatch(/ s {2}A fault: TaskManager B dies/);
    expect(text.match(/ s {2}\w+ shows: /g)).toHaveLength(2);
    expect(text).toMatch(/^Violated {4}OUT-/m);
    expect(text).toContain(`Faults      ${CRASH}\n`);
    expect(text).toMatch(/^Digest {6}[0-9a-f]{32}, seed 11$/m);
  });

  test("keeps within 80 columns and one screen", () => {
    const lines = explain(run(false, [CRASH, "crash:tm=A@3s/1s"])).split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(lines.length).toBeLessThanOrEqual(40);
  });

  test("that did not finish says so and claims nothing else", () => {
    const text = explain(run(true, [], { limitMs: 1500 }));
    expect(text).toMatch(/^The job did not finish \(LIMIT\)/);
    expect(text).toContain("Faults      none: it happens without any");
  });

  test("whose trace was not kept has no story, but everything else", () => {
    const scenario = bucketScenario({ faults: [CRASH], confluent: true });
    const bare = simulateVerified(scenario, { programs: { buckets: appendingBuckets } });
    expect(explain(bare)).toMatch(/^Something was counted twice\./);
    expect(explain(bare)).not.toContain(" shows: ");
  });
});
