/** What a checking thread and the command say to each other. */
import type { Advice } from "../../exercises/course/advice.ts";
import type { Report } from "../../exercises/course/report.ts";

/** A try of a learner's file. */
export interface CheckRequest {
  readonly exercise: string;
  /** Of the bundle. */
  readonly code: string;
  readonly file: string;
  /** Time for each case that runs under many schedules, ms; null: all schedules, however long it takes. */
  readonly budgetMs: number | null;
  /** Null: all orders. */
  readonly part: Part | null;
}

/** The part of the orders that one of several threads tries. */
export interface Part {
  readonly index: number;
  readonly of: number;
  /** One 32-bit integer that all of them see: the least index of a case that has failed. */
  readonly leastFailed: SharedArrayBuffer;
}

/** What is said of a try. */
export interface Verdict {
  readonly report: Report;
  /** Beside the report, and never a failure. */
  readonly advice: readonly Advice[];
}

/** What comes back. */
export type CheckReply =
  | ({ readonly kind: "report" } & Verdict)
  /** The module could not be loaded. */
  | { readonly kind: "unloadable"; readonly message: string }
  /** The checker itself broke. */
  | { readonly kind: "broken"; readonly stack: string };
