import { describe, expect, it } from "vitest";
import { JOBS } from "../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import { simulate } from "../../sim/simulation.ts";
import { WAIT_REASONS } from "../../src/trace/kinds.ts";

const programs = Object.fromEntries(Object.entries(JOBS).map(([name, { program }]) => [name, program]));

describe("what a task waits for", () => {
  it("is something outside only until the answer has come", () => {
    const { trace } = simulate(SCENARIOS["two-phase-commit"], { programs }, { level: 1 });
    const external = WAIT_REASONS.indexOf("external");
    const waits = trace.filter(({ kind, a }) => kind === "wait.begin" && a === external);
    expect(waits.length).toBeGreaterThan(3);
    for (const { task, t, id } of waits) {
      const end = trace.find((event) => event.kind === "wait.end" && event.task === task && event.id > id);
      // There and back over the network, and the log's own time.
      expect((end?.t ?? Number.POSITIVE_INFINITY) - t).toBeLessThan(5000);
    }
  });
});
