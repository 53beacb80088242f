import { describe, expect, it } from "vitest";
import { SCENARIOS } from "../../../exercises/scenarios/index.ts";
import { reportText } from "../../../visualizer/page/report.ts";

describe("the report of a simulation that broke off", () => {
  it("holds what is needed to see it again", () => {
    const scenario = { ...SCENARIOS.recovery, faults: ["crash:tm=B@2s/1s"], seed: 4711 };
    const text = reportText({ message: "No such buffer.", stack: "at here", events: 1234 }, scenario, "9.8.7");
    for (const part of ["No such buffer.", "9.8.7", "1234", "4711", "crash:tm=B@2s/1s", "at here"])
      expect(text).toContain(part);
    expect(JSON.parse(text.slice(text.indexOf("{")))).toEqual(scenario);
  });

  it("says so where there was nothing to simulate", () => {
    const text = reportText({ message: "Nothing.", stack: null, events: null }, null, "1.0.0");
    expect(text).toContain("seed unknown");
    expect(text).toContain("interventions: none");
  });
});
