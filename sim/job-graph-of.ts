/** The job of a scenario, built once beside the run for those who have to know it before. */
import { buildJobGraph } from "../src/cluster/program-graph.ts";
import { Configuration } from "../src/config/configuration.ts";
import type { JobGraph } from "../src/graph/job-graph.ts";
import type { VirtualGlobals } from "./globals/virtual-globals.ts";
import { withGlobals } from "./globals/virtual-globals.ts";
import { programReferenceOf } from "./program-reference.ts";
import type { Scenario } from "./scenario.ts";
import type { Host } from "./simulation.ts";

/**
 * Throws what the program throws while it builds.
 *
 * @param globals what user code finds meanwhile
 */
export function jobGraphOf(scenario: Scenario, host: Host, globals: VirtualGlobals): JobGraph {
  const reference = programReferenceOf(scenario);
  return withGlobals(globals, () => buildJobGraph((module) => host.programs[module], reference, new Configuration()));
}
