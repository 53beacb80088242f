import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { runConnectionsCase } from "../../sim/conformance/graphs/connections-case.ts";
import type { CaseOutcome } from "../../sim/conformance/graphs/difference.ts";
import { runJobGraphCase } from "../../sim/conformance/graphs/job-graph-case.ts";
import { runOperatorIdCase } from "../../sim/conformance/graphs/operator-ids-case.ts";
import { runRegionsCase } from "../../sim/conformance/graphs/regions-case.ts";
import { runRestartStrategyCase } from "../../sim/conformance/graphs/restart-strategies-case.ts";

function runAll<C>(
  file: string,
  run: (testCase: C) => CaseOutcome,
): { passed: number; leftOut: number; differences: string[] } {
  const text = gunzipSync(readFileSync(new URL(`./cases/graphs/${file}.jsonl.gz`, import.meta.url))).toString("utf8");
  const result = { passed: 0, leftOut: 0, differences: [] as string[] };
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const testCase = JSON.parse(line) as C & { id: string };
    const outcome = run(testCase);
    if (outcome.kind === "pass") result.passed++;
    else if (outcome.kind === "left-out") result.leftOut++;
    else result.differences.push(`${testCase.id}: ${outcome.text}`);
  }
  return result;
}

describe("graphs are those of Flink 1.20.1", () => {
  test("a uid gives Flink's operator id", () => {
    expect(runAll("operator-ids", runOperatorIdCase)).toEqual({ passed: 400, leftOut: 0, differences: [] });
  });

  test("each consumer reads the partitions and the subpartition that it reads in Flink", () => {
    expect(runAll("connections", runConnectionsCase)).toEqual({ passed: 528, leftOut: 400, differences: [] });
  });

  test("regions and restart sets are Flink's", () => {
    expect(runAll("regions", runRegionsCase)).toEqual({ passed: 400, leftOut: 0, differences: [] });
  });

  test("restart strategies allow and delay as Flink's do", () => {
    expect(runAll("restart-strategies", runRestartStrategyCase)).toEqual({ passed: 400, leftOut: 0, differences: [] });
  });

  test("programs become Flink's stream graphs and job graphs", () => {
    expect(runAll("jobgraph", runJobGraphCase)).toEqual({ passed: 340, leftOut: 270, differences: [] });
  });
});
