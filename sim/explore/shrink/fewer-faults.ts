/** First the faults that never struck, then as many as possible. */
import type { Scenario } from "../../scenario.ts";
import { type Reduction, withoutParts } from "./reduction.ts";

/** What never struck did nothing. */
export const dropUnfiredFaults: Reduction = {
  name: "drop the faults that never struck",
  *candidates(scenario, { examination }) {
    const fired = examination.run?.faults.map(({ firedAt }) => firedAt !== null) ?? [];
    const faults = scenario.faults ?? [];
    if (fired.length !== faults.length || fired.every(Boolean)) return;
    yield { ...scenario, faults: faults.filter((_, i) => fired[i]) };
  },
};

/** Delta debugging over the plan. */
export const fewerFaults: Reduction = {
  name: "fewer faults",
  *candidates(scenario: Scenario) {
    for (const faults of withoutParts(scenario.faults ?? [])) yield { ...scenario, faults };
  },
};
