import type { ProgramReference } from "../src/task/deployment.ts";
import type { Scenario } from "./scenario.ts";

/** How the processes of a cluster find the job of a scenario. */
export function programReferenceOf({ programs: [{ module, args }], configuration }: Scenario): ProgramReference {
  return {
    module,
    args: Object.entries(args ?? {}),
    configuration: Object.entries(configuration ?? {}),
    jobIndex: 0,
  };
}
