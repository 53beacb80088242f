import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type ConformanceCase, runConformanceCase, type Verdict } from "../../sim/conformance/index.ts";

function readCases(kind: string): ConformanceCase[] {
  const bytes = readFileSync(new URL(`./cases/${kind}.jsonl.gz`, import.meta.url));
  const lines = gunzipSync(bytes).toString("utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as ConformanceCase);
}

/** Exact counts, so that nothing shrinks silently: [passed, left out for a feature that is missing]. */
const EXPECTED: Readonly<Record<string, readonly [number, number]>> = {
  keygroups: [300, 0],
  "watermark-valve": [300, 0],
  timers: [300, 0],
  "timestamps-and-watermarks": [300, 0],
  "window-assigners": [300, 0],
  "window-operator": [300, 0],
  "join-cogroup": [300, 0],
  "rolling-and-misc": [300, 0],
  "two-input": [300, 0],
  "async-wait": [300, 0],
  "keyed-state": [300, 0],
  "operator-state": [300, 0],
};

describe("operators answer as Flink 1.20.1 did", () => {
  for (const [kind, [passed, leftOut]] of Object.entries(EXPECTED)) {
    it(`in ${passed} cases of ${kind}; ${leftOut} wait for a feature`, () => {
      const verdicts = readCases(kind).map((one): [string, Verdict] => [one.id, runConformanceCase(one)]);
      const failures = verdicts.filter(([, verdict]) => verdict.outcome === "failed" || verdict.outcome === "differs");
      expect(failures.slice(0, 3)).toEqual([]);
      expect(failures.map(([id]) => id)).toEqual([]);
      const count = (outcome: string): number => verdicts.filter(([, verdict]) => verdict.outcome === outcome).length;
      expect([count("passed"), count("leftOut")]).toEqual([passed, leftOut]);
    });
  }
});
