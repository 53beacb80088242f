import type { JobProgram } from "tidemark";
import type { Scenario } from "tidemark/sim";
import { FAULT_SCENARIOS } from "../scenarios/faults.ts";
import { hourlyTipsScenario } from "../scenarios/hourly-tips.ts";
import { rideCleansingScenario, rideCountScenario, wordCountScenario } from "../scenarios/more-jobs.ts";
import { recoveryScenario, tideGaugesScenario } from "../scenarios/teaching.ts";
import { ferryTickets } from "./ferry-tickets.ts";
import { harbourTolls } from "./harbour-tolls.ts";
import { hourlyTips } from "./hourly-tips.ts";
import { rideCleansing } from "./ride-cleansing.ts";
import { rideCount } from "./ride-count.ts";
import { tideGauges } from "./tide-gauges.ts";
import { wordCount } from "./word-count.ts";

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
  "ride-count": {
    purpose: "How many rides each driver has started so far.",
    program: rideCount,
    args: {},
    scenario: rideCountScenario,
    unit: "ride",
  },
  "ride-cleansing": {
    purpose: "The rides that begin and end in New York City.",
    program: rideCleansing,
    args: {},
    scenario: rideCleansingScenario,
    unit: "ride",
  },
  "word-count": {
    purpose: "How often each word has been seen so far.",
    program: wordCount,
    args: {},
    scenario: wordCountScenario,
    unit: "word",
  },
  "tide-gauges": {
    purpose: "The highest water of each place in every five seconds.",
    program: tideGauges,
    args: {},
    scenario: tideGaugesScenario,
    unit: "record",
  },
  "harbour-tolls": {
    purpose: "What each ship has paid at the gates of the harbour so far.",
    program: harbourTolls,
    args: {},
    scenario: recoveryScenario,
    unit: "payment",
  },
  "ferry-tickets": {
    purpose: "Every ticket that the desks of a ferry sell, once.",
    program: ferryTickets,
    args: { timeout: "seconds after which the log aborts an open transaction (default 3600)" },
    scenario: FAULT_SCENARIOS["crash-before-commit"],
    unit: "ticket",
  },
};
