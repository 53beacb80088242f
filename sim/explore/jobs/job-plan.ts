/** A generated job as plain data: what a scenario carries as an argument, so that a file of it runs anywhere. */

/** A record of a generated job, at every place in it. */
export interface Item {
  /** Names the source record, or those that it was made of. */
  readonly id: string;
  readonly key: string;
  readonly value: number;
  /** Event time, ms. */
  readonly at: number;
}

/** Settings that any operator may have. */
export interface StepSettings {
  readonly parallelism?: number;
  readonly newChain?: boolean;
  readonly noChain?: boolean;
}

/** One operator or connector. `from` and `with` are indices of earlier steps. */
export type JobStep = StepSettings &
  (
    | {
        readonly op: "source";
        readonly splits: number;
        /** Event time over virtual time. */
        readonly speed: number;
        /** Also the bound of the watermarks, so that nothing is late. */
        readonly disorderMs: number;
        /** ms without records after which the source counts as idle. */
        readonly idleMs?: number;
      }
    | { readonly op: "map" | "filter" | "flat-map" | "side"; readonly from: number }
    /** Counts what passes; at the end of the input it emits one more record with the count. */
    | { readonly op: "tally"; readonly from: number }
    | { readonly op: "rebalance" | "rescale" | "shuffle" | "global"; readonly from: number }
    | { readonly op: "union"; readonly from: number; readonly with: number }
    | {
        readonly op: "window";
        readonly from: number;
        readonly sizeMs: number;
        readonly how: "aggregate" | "reduce" | "process";
        /** Default: tumbling. A session ends after `sizeMs` without records. */
        readonly shape?: "sliding" | "session";
      }
    /** Records of two streams with equal keys: pairs, or all of a window, or both counted under their key. */
    | {
        readonly op: "meet";
        readonly from: number;
        readonly with: number;
        readonly how: "interval-join" | "join" | "co-group" | "co-process";
        readonly sizeMs: number;
      }
    /** Keyed list state: the records of a bucket by name, emitted by an event-time timer. */
    | { readonly op: "collect"; readonly from: number; readonly sizeMs: number }
    /** Passes records on; its processing-time timers register each other a few times. */
    | { readonly op: "ticker"; readonly from: number; readonly everyMs: number }
    | { readonly op: "sink"; readonly from: number; readonly log: string; readonly kind: "transactional" | "append" }
  );

/** The whole job; steps in topological order. */
export interface JobPlan {
  readonly steps: readonly JobStep[];
}

/** The module name under which scenarios run plans; its argument `plan` is the plan as JSON. */
export const PLANNED_JOB = "planned-job";

/** The one input of planned jobs. */
export const ITEMS = "items";

/** Reads the argument of a scenario; throws one sentence. */
export function readPlan(text: string | undefined): JobPlan {
  if (text === undefined) throw new Error(`The job ${PLANNED_JOB} needs its plan as the argument "plan".`);
  try {
    const plan = JSON.parse(text) as Partial<JobPlan>;
    if (Array.isArray(plan.steps)) return { steps: plan.steps };
  } catch {}
  throw new Error(`The plan of the job ${PLANNED_JOB} cannot be read: it is no JSON with a list "steps".`);
}
