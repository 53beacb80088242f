import { describe, expect, test } from "vitest";
import { FINISHED } from "../../cli/testing/verdict.ts";
import type { Checker } from "../../sim/check/checker.ts";
import { explain } from "../../sim/explain.ts";
import { type Examination, examine } from "../../sim/explore/examine.ts";
import { cutAtViolation } from "../../sim/explore/shrink/cut-at-violation.ts";
import { shrink } from "../../sim/explore/shrink/shrink.ts";
import { cutSentence } from "../../sim/narrate/script.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { simulate } from "../../sim/simulation.ts";
import { simulateVerified, type VerifiedRun } from "../../sim/verify.ts";
import { NO_EVENT } from "../../src/trace/trace.ts";
import { appendingBuckets } from "../support/bucket-job.ts";
import { bucketHost, bucketScenario } from "../support/bucket-scenario.ts";

const faults = ["crash:tm=A@1.9s/2s"];
const appending = { programs: { buckets: appendingBuckets } };

describe("a scenario that is cut", () => {
  const whole = simulate(bucketScenario({ faults }), bucketHost);

  test("goes as the whole one up to there, and no further", () => {
    const cut = simulate(bucketScenario({ faults, untilMs: 2500 }), bucketHost);
    expect(cut.status).toBe("CUT");
    expect(cut.virtualMs).toBeLessThanOrEqual(2500);
    const before = whole.trace.filter(({ t }) => t <= 2_500_000);
    expect(before.length).toBeGreaterThan(100);
    expect(cut.trace.slice(0, -1)).toEqual(before);
  });

  test("is stopped by the limit where that comes first, and ends with its job", () => {
    expect(simulate(bucketScenario({ faults, untilMs: 2500, limitMs: 2000 }), bucketHost).status).toBe("LIMIT");
    expect(simulate(bucketScenario({ faults, untilMs: 500_000 }), bucketHost).digest).toBe(whole.digest);
  });

  test("owes nothing at its end, wherever that is", () => {
    for (let untilMs = 100; untilMs < whole.virtualMs; untilMs += 397) {
      const { findings, run } = examine(bucketScenario({ faults, untilMs }), bucketHost);
      expect(findings, String(untilMs)).toEqual([]);
      expect(run).toMatchObject({ status: "CUT", exactlyOnce: true });
      expect(FINISHED.findings(run as VerifiedRun)).toEqual([]);
    }
    expect(examine(bucketScenario({ faults, limitMs: 2500 }), bucketHost).findings).toMatchObject([
      { property: "LIV-4" },
    ]);
  });

  test("is told as such", () => {
    expect(explain(simulateVerified(bucketScenario({ untilMs: 2500 }), bucketHost))).toBe(
      "Nothing is wrong up to where the scenario is cut.",
    );
    expect(cutSentence(bucketScenario())).toBe(null);
    expect(cutSentence(bucketScenario({ untilMs: 2500 }))?.replace(/\s/g, " ")).toBe(
      "The scenario is cut at 2.5 s: by then it has happened.",
    );
  });
});

describe("shrinking cuts a scenario", () => {
  const scenario = bucketScenario({ faults });
  const cutsOf = (examination: Examination, property: string) =>
    [...cutAtViolation.candidates(examination.scenario, { examination, base: scenario, property })].map(
      ({ untilMs }) => untilMs,
    );

  test("a little after the second time that something was visible, and it fails there for the same reason", () => {
    const failed = examine({ ...scenario, faults: ["crash:tm=A@cp.trigger#3/2s"] }, appending);
    const { examination, finding } = shrink(failed, "EXACTLY-ONCE", scenario, appending);
    const { untilMs = 0 } = examination.scenario;
    const [duplicate] = examination.run?.lineage.duplicates ?? [];
    expect(untilMs).toBe(Math.ceil(duplicate.atMicros / 1000) + 100);
    expect(examination.run?.status).toBe("CUT");
    expect(examine(examination.scenario, appending).findings).toContainEqual(finding);
  });

  test("a little after a rule was broken", () => {
    const own: Checker = {
      id: "OWN-1",
      statement: "There is no third checkpoint.",
      kinds: ["cp.complete"],
      on: (event, report) => {
        if (event.ch === 3) report(event.id, "There is one.");
      },
      atEnd: (report) => report(NO_EVENT, "The end has come."),
    };
    const checkers = [own];
    const examination = examine(scenario, bucketHost, { checkers });
    const third = examination.run?.trace.find(({ kind, ch }) => kind === "cp.complete" && ch === 3);
    expect(cutsOf(examination, "OWN-1")).toEqual([Math.ceil((third?.t ?? 0) / 1000) + 100]);
    const cut = { ...examination, scenario: { ...scenario, untilMs: 1000 } };
    expect(cutsOf(cut, "OWN-1")).toEqual([]);
    const late = examine(scenario, bucketHost, { checkers: [{ ...own, on: () => {} }] });
    expect(late.findings).toMatchObject([{ property: "OWN-1" }]);
    expect(cutsOf(late, "OWN-1")).toEqual([]);
  });

  test("never for what is owed at the end of a run", () => {
    const stuck: Scenario = bucketScenario({ faults: ["crash:jm@1s/1s"], limitMs: 3000 });
    const examination = examine(stuck, bucketHost);
    expect(examination.findings.length).toBeGreaterThan(0);
    for (const { property } of examination.findings) expect(cutsOf(examination, property)).toEqual([]);
  });
});
