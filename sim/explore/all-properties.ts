/** Names of all properties that a finding of this project may have. */
import { allCheckers } from "../check/all-checkers.ts";
import { livenessMonitors } from "../check/liveness/liveness-monitors.ts";
import { PROPERTIES_OF_RUNS } from "./finding.ts";

/** Ids: of rules of the trace, of liveness monitors, and of a run as a whole. */
export const ALL_PROPERTIES: readonly string[] = [
  ...allCheckers({ reference: new Map() }).map(({ id }) => id),
  ...livenessMonitors().map(({ id }) => id),
  ...Object.keys(PROPERTIES_OF_RUNS),
];
