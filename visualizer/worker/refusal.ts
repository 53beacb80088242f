import { programReferenceOf } from "../../sim/program-reference.ts";
import type { Simulation } from "../../sim/simulation.ts";
import type { JobProgram } from "../../src/api/program.ts";
import { stackOfRefusal } from "../../src/cluster/refused-graph.ts";
import { Configuration } from "../../src/config/configuration.ts";

/** Stack of the call for which the job was not even started; null for any other end, and where the engine does not tell. */
export function refusalOf(
  { failure, scenario }: Simulation,
  programs: Readonly<Record<string, JobProgram>>,
): string | null {
  if (failure === null || failure.operator !== null) return null;
  return stackOfRefusal((module) => programs[module], programReferenceOf(scenario), new Configuration());
}
