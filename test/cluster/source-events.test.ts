import { describe, expect, test } from "vitest";
import { simulateVerified } from "../../sim/verify.ts";
import { bucketHost, bucketScenario } from "../support/bucket-scenario.ts";

describe("a split that is on its way when a checkpoint begins", () => {
  test.each([1, 3, 4, 8])("is in that checkpoint, seed %d", (seed) => {
    // The events arrive long after the first trigger; a crash makes the job start from the first checkpoint.
    const scenario = bucketScenario({
      seed,
      faults: ["delay:method=sendOperatorEvent,n=2,by=400ms@0s", "crash:tm=A@cp.complete#1+1ms/300ms"],
      configuration: { "execution.checkpointing.interval": "100 ms", "parallelism.default": 1 },
    });
    const run = simulateVerified(scenario, bucketHost);
    expect(run.violations).toEqual([]);
    expect(run).toMatchObject({ status: "FINISHED", exactlyOnce: true });
  });
});
