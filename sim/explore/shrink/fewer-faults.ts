/** First the faults that never struck, then as many as possible. */
import { asScenarios, type Reduction, withoutParts } from "./reduction.ts";

/** What had not struck by the violation did nothing to it. */
export const dropUnfiredFaults: Reduction = {
  name: "drop the faults that never struck",
  *candidates(scenario, { examination: { run }, property }) {
    const brokenAt = (property === null ? undefined : run?.brokenAtMicros.get(property)) ?? Number.POSITIVE_INFINITY;
    const fired = run?.faults.map(({ firedAt }) => firedAt !== null && firedAt <= brokenAt) ?? [];
    const faults = scenario.faults ?? [];
    if (fired.length !== faults.length || fired.every(Boolean)) return;
    yield { ...scenario, faults: faults.filter((_, i) => fired[i]) };
  },
};

/** Delta debugging over the plan. */
export const fewerFaults: Reduction = {
  name: "fewer faults",
  goesOn: true,
  *candidates(scenario) {
    yield* asScenarios(withoutParts(scenario.faults ?? []), (faults) => ({ ...scenario, faults }));
  },
};
