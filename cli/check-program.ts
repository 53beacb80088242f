import type { Scenario } from "../sim/scenario.ts";
import type { JobProgram } from "../src/api/program.ts";
import { buildJobGraph } from "../src/cluster/program-graph.ts";
import { Configuration } from "../src/config/configuration.ts";
import { orUserError } from "./user-error.ts";

/** Builds the job once before a run, so that what it refuses (an argument, a graph without sink) is one sentence. */
export function checkProgram(program: JobProgram, { programs, configuration }: Scenario): void {
  const [{ module, args }] = programs;
  const reference = {
    module,
    args: Object.entries(args ?? {}),
    configuration: Object.entries(configuration ?? {}),
    jobIndex: 0,
  };
  orUserError(() => buildJobGraph(() => program, reference, new Configuration()));
}
