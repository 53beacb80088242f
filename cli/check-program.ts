import { programReferenceOf } from "../sim/program-reference.ts";
import type { Scenario } from "../sim/scenario.ts";
import { buildJobGraph } from "../src/cluster/program-graph.ts";
import { placeOfRefusal } from "../src/cluster/refused-graph.ts";
import { Configuration } from "../src/config/configuration.ts";
import type { ResolvedJob } from "./job-of.ts";
import { messageOf, UserError } from "./user-error.ts";

/**
 * Builds the job once before a run, so that what it refuses (an argument, a graph without sink) is one sentence, with the
 * place in the user's job.
 */
export function checkProgram({ program, sourceOf }: ResolvedJob, scenario: Scenario): void {
  const reference = programReferenceOf(scenario);
  try {
    buildJobGraph(() => program, reference, new Configuration());
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    const place = placeOfRefusal(() => program, reference, new Configuration());
    const source = place === null ? null : (sourceOf?.(place) ?? null);
    throw new UserError(`${messageOf(thrown)}${source === null ? "" : ` (at ${source}, ${place?.call})`}`);
  }
}
