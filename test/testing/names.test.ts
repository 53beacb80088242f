import { sample } from "fast-check";
import { describe, expect, test } from "vitest";
import { type Checker, scenarios, simulate } from "../../cli/testing/index.ts";
import { readings, transactionalBuckets } from "../support/bucket-job.ts";

const scenario = {
  version: 1 as const,
  seed: 1,
  programs: [{ module: "buckets" }],
  cluster: { taskManagers: 1, slots: 2 },
  inputs: { readings: { records: readings(5) } },
};
const [drawn] = sample(scenarios(transactionalBuckets, { scenario, swarm: "calm" }), { numRuns: 1, seed: 1 });
const quiet: Checker = { id: "QUIET", statement: "Nothing is said.", kinds: [], on() {} };

describe("names that there are not are refused in a sentence", () => {
  test("a property, which would hold always", () => {
    expect(() => expect(simulate(drawn)).toHoldAll(["OUT-99"])).toThrow(/^There is no property "OUT-99"/);
    expect(() => expect(simulate(drawn)).toHoldAll(["QUIET"])).toThrow(/^There is no property "QUIET"/);
    expect(simulate(drawn, { checkers: [quiet] })).toHoldAll(["QUIET", "OUT-1", "LIV-4", "EXACTLY-ONCE"]);
  });

  test("a probe", () => {
    expect(() => expect(simulate(drawn)).toReach("credit-zeros")).toThrow(
      'There is no probe "credit-zeros"; did you mean credit-zero?',
    );
  });
});
