import { test } from "@fast-check/vitest";
import { expect } from "vitest";
import { scenarios, simulate } from "../../cli/testing/index.ts";
import { readings, transactionalBuckets } from "../support/bucket-job.ts";

const scenario = {
  version: 1 as const,
  seed: 1,
  programs: [{ module: "buckets" }],
  cluster: { taskManagers: 3, slots: 2 },
  inputs: { readings: { records: readings(60) } },
};

test.prop([scenarios(transactionalBuckets, { scenario })], { numRuns: 50, seed: 3 })(
  "three lines are enough for a property of a job",
  (drawn) => {
    expect(simulate(drawn)).toBeExactlyOnce();
  },
);
