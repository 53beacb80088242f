import type { Scenario } from "../../sim/scenario.ts";
import type { JobProgram } from "../../src/api/program.ts";
import { hourlyTipsScenario } from "../scenarios/hourly-tips.ts";
import { hourlyTips } from "./hourly-tips.ts";

/** A job that comes with the package. */
export interface BuiltInJob {
  /** One sentence. */
  readonly purpose: string;
  readonly program: JobProgram;
  /** Names of its arguments and what they mean. */
  readonly args: Readonly<Record<string, string>>;
  /** What it runs in when nothing else is asked for. */
  readonly scenario: Scenario;
  /** What each input record contributes to the output, in the singular, for the report: "tip". */
  readonly unit: string;
}

/** The built-in jobs by name. */
export const JOBS: Readonly<Record<string, BuiltInJob>> = {
  "hourly-tips": {
    purpose: "The taxi driver with the most tips in each window of time.",
    program: hourlyTips,
    args: { window: "size of the windows, minutes (default 5)" },
    scenario: hourlyTipsScenario,
    unit: "tip",
  },
};
