import type { Scenario } from "tidemark/sim";
import { FAULT_SCENARIOS } from "./faults.ts";
import {
  checkpointExpiresScenario,
  checkpointScenario,
  recoveryScenario,
  twoPhaseCommitScenario,
  watermarkScenario,
} from "./teaching.ts";

/** The scenarios that come with the package, by name, in the order in which a newcomer may read them. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  watermark: watermarkScenario,
  checkpoint: checkpointScenario,
  "two-phase-commit": twoPhaseCommitScenario,
  recovery: recoveryScenario,
  "checkpoint-expires": checkpointExpiresScenario,
  ...FAULT_SCENARIOS,
};
