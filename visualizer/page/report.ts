/** What broke, with all that is needed to see it again. */
import type { Scenario } from "../../sim/scenario.ts";

/** A simulation that broke off. */
export interface Breakage {
  readonly message: string;
  /** Where it happened, if that is our mistake. */
  readonly stack: string | null;
  /** Events that the trace had by then; null if nothing was simulated. */
  readonly events: number | null;
}

/** The report as text; `engine` is the version of the package. */
export function reportText({ message, stack, events }: Breakage, scenario: Scenario | null, engine: string): string {
  const faults = scenario?.faults ?? [];
  const lines = [
    message,
    `Tidemark ${engine}`,
    `broke off after event ${events ?? 0}`,
    `seed ${scenario?.seed ?? "unknown"}`,
    `faults and interventions: ${faults.length === 0 ? "none" : faults.join("; ")}`,
    stack ?? "",
    JSON.stringify(scenario, null, 2),
  ];
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}
