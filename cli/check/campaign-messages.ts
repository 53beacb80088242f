/** What the threads of a campaign are given, and what they tell. */
import type { CampaignRun } from "../../sim/explore/campaign.ts";
import type { Scenario } from "../../sim/scenario.ts";
import type { Bundle } from "../user-module/bundle.ts";

/** The job of a campaign. */
export interface CampaignJob {
  readonly module: string;
  /** Null for a built-in job. */
  readonly bundle: Bundle | null;
  readonly base: Scenario;
  readonly inputs: Readonly<Record<string, readonly unknown[]>>;
}

/** The part of a campaign that one thread runs. */
export interface CampaignTask {
  /** Null: random jobs. */
  readonly job: CampaignJob | null;
  readonly seed: number;
  readonly swarm: string;
  /** Numbers of scenarios: every `step`-th from `first` to `last`. */
  readonly first: number;
  readonly last: number;
  readonly step: number;
  readonly mostShrinkRuns: number | null;
  /** This scenario in the place of those that are drawn; null: as drawn. */
  readonly only: Scenario | null;
}

/** The first failure of a property in a thread. */
export interface ReportedFailure {
  readonly number: number;
  readonly property: string;
  readonly message: string;
  readonly faultsFound: number;
  /** The simplest one that was found. */
  readonly scenario: Scenario;
  /** Runs that made it simple, and how many of them did. */
  readonly runs: number;
  readonly steps: number;
  /** Other properties that did not hold on the way. */
  readonly aside: readonly string[];
}

/** One run, as it is told. */
export interface ReportedRun extends Omit<CampaignRun, "failures"> {
  readonly kind: "run";
  readonly failures: readonly ReportedFailure[];
}

/** What a thread tells. */
export type FromWorker =
  | ReportedRun
  /** It is at work on this scenario, or on simpler ones that grew from it. */
  | { readonly kind: "alive"; readonly number: number }
  | { readonly kind: "end" };
