import { expect, test } from "vitest";
import { CampaignSummary } from "../../cli/check/campaign-summary.ts";
import { checkJson, checkReport } from "../../cli/check/check-report.ts";
import type { TestedRun } from "../../cli/testing/simulate.ts";
import { TestRecord } from "../../cli/testing/test-record.ts";

const happenings = { restored: true, prepared: false, crashedBeforeCommit: false, failedDuringRecovery: false };
const ambient = [{ global: "Date.now", operator: "stamp", advice: "use the event's own timestamp" }];

test("a passing campaign says which operators asked for the time, in how many runs", () => {
  const summary = new CampaignSummary();
  const run = { kind: "run", number: 1, events: 1, status: "FINISHED", happenings, probes: [], ambient } as const;
  for (let n = 0; n < 3; n++) summary.add({ ...run, findings: [], failures: [], difference: null });
  const options = { seed: 1, swarm: "everything", patience: 1 };
  const context = { job: null, options, wallMs: 1, isInterrupted: false, saved: new Map<string, string>() };
  const text = checkReport(summary, context).replaceAll(/\s+/g, " ");
  expect(text).toMatch(/^Nothing failed/);
  expect(text).toMatch(/User code stamp asked Date\.now in 3 runs, .*: use the event's own timestamp\./);
  expect(checkJson(summary, context)).toMatchObject({ ambient: [{ ...ambient[0], runs: 3 }] });
});

test("so does a passing test", () => {
  const record = new TestRecord();
  record.add({ happenings, probes: new Set(), ambient, scenario: {} } as unknown as TestedRun);
  expect(record.summary).toMatch(/User code: stamp asked Date\.now in 1 run, /);
});
