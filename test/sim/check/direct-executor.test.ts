import { expect, test } from "vitest";
import { simulateVerified } from "../../../sim/verify.ts";
import { readings, transactionalBuckets } from "../../support/bucket-job.ts";
import { bucketScenario } from "../../support/bucket-scenario.ts";

test("a source whose records never come due ends the direct execution with a sentence", () => {
  const [first, ...rest] = readings(3);
  const records = [first, { ...rest[0], ts: 1e300 }, rest[1]];
  const scenario = bucketScenario({ inputs: { readings: { records } }, confluent: true, limitMs: 5000 });
  const { status, outcome } = simulateVerified(scenario, { programs: { buckets: transactionalBuckets } });
  expect(status).not.toBe("FINISHED");
  expect(outcome.applied).toBe(false);
  expect(outcome).toMatchObject({ reason: expect.stringContaining(status) });
});
