/** What is known of a generated scenario beside the scenario itself, which is plain data. */
import { toStringMethod } from "fast-check";
import type { Examination } from "../../sim/explore/examine.ts";
import type { Ground } from "../../sim/explore/ground.ts";
import type { Scenario } from "../../sim/scenario.ts";

/** Where a scenario comes from, and what became of it. */
export interface Origin {
  readonly ground: Ground;
  /** What a file or a command line calls the job; null: nobody said. */
  readonly module: string | null;
  /** The property that has to fail for this scenario to count as a simpler one; null for one that was not shrunk. */
  readonly wanted: string | null;
  /** The last run of it. */
  examination: Examination | null;
  /** The property that failed in that run, as a matcher has said. */
  failed: string | null;
}

const origins = new WeakMap<Scenario, Origin>();

/** Remembers where a scenario comes from, as long as it lives; fast-check shows it in a few words. */
export function setOrigin(scenario: Scenario, origin: Origin): void {
  origins.set(scenario, origin);
  const { seed, cluster, faults = [] } = scenario;
  const text = `seed ${seed}, ${cluster.taskManagers} × ${cluster.slots} slots, faults ${faults.join(" ") || "none"}`;
  Object.defineProperty(scenario, toStringMethod, { value: () => `a scenario with ${text}` });
}

/** Null for a scenario that was written by hand. */
export function originOf(scenario: Scenario): Origin | null {
  return origins.get(scenario) ?? null;
}
