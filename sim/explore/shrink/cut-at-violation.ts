/**
 * Nothing after the violation: the scenario is cut there, so that whoever replays it stops where there is something to see.
 * What is owed at the end of a run (progress, records that are lost, the output as a whole) shows at no moment before.
 */
import type { VerifiedRun } from "../../verify.ts";
import type { Reduction } from "./reduction.ts";

/** What can still be seen after the violation: the picture does not end in the middle of it. */
const AFTER_MS = 100;

/** Cuts a scenario once. */
export const cutAtViolation: Reduction = {
  name: "nothing after the violation",
  *candidates(scenario, { examination: { run }, property }) {
    const micros = run === null || property === null ? null : brokenAt(run, property);
    if (micros === null) return;
    const untilMs = Math.ceil(micros / 1000) + AFTER_MS;
    const endMs = Math.min(scenario.untilMs ?? Number.POSITIVE_INFINITY, scenario.limitMs ?? Number.POSITIVE_INFINITY);
    if (untilMs < endMs) yield { ...scenario, untilMs };
  },
};

/** The moment, virtual µs, at which it showed; null for what only the end of a run shows. */
function brokenAt({ brokenAtMicros, lineage }: VerifiedRun, property: string): number | null {
  if (property !== "EXACTLY-ONCE") return brokenAtMicros.get(property) ?? null;
  return lineage.duplicates[0]?.atMicros ?? null;
}
