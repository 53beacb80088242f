/** What the page and its worker say to each other. Every message names the run: answers of an older one are dropped. */
import type { Scenario } from "../../sim/scenario.ts";
import type { LibraryJob } from "../library/library.ts";
import type { EventBatch } from "../trace/batch.ts";

/** From the page. */
export type Command =
  | { readonly type: "start"; readonly run: number; readonly scenario: Scenario; readonly jobs: readonly LibraryJob[] }
  /** Go on until the trace has so many events. */
  | { readonly type: "goal"; readonly run: number; readonly events: number };

/** From the worker. */
export type Answer =
  | { readonly type: "batch"; readonly run: number; readonly batch: EventBatch }
  | {
      readonly type: "ended";
      readonly run: number;
      readonly status: RunOutcome;
      readonly digest: string;
      /** Stack of the call for which the job was refused; null: it was not, or the browser does not tell. */
      readonly refused: string | null;
    }
  /** The simulation cannot be made or broke: one sentence, and where it happened if it is our mistake. */
  | { readonly type: "failed"; readonly run: number; readonly message: string; readonly stack: string | null };

/** How the run ended; `FULL`: it was stopped because the trace would not fit into memory. */
export type RunOutcome = "FINISHED" | "FAILED" | "CANCELED" | "LOST" | "LIMIT" | "CUT" | "FULL";

/** Events of a trace at the most: beyond them the simulation is stopped, and nothing is dropped. */
export const MOST_EVENTS = 2_000_000;
