/** Scenarios whose traces are as large as the page is to hold. */
import type { Scenario } from "../../sim/scenario.ts";

/** @param records of the input; each gives about seven events */
export function floodScenario(records: number): Scenario {
  return {
    version: 1,
    name: "flood",
    seed: 1,
    programs: [{ module: "flood" }],
    inputs: {
      // In bursts of 2,000: so many are on their way at the same time.
      drops: { records: Array.from({ length: records }, (_, n) => ({ at: Math.floor(n / 2000) * 100, key: n % 997 })) },
    },
    cluster: { taskManagers: 5, slots: 4 },
    configuration: { "parallelism.default": 20, "execution.checkpointing.interval": "2 s" },
  };
}
