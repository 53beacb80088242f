/** What is wrong with a run, under the name of the property that does not hold. */
import type { CheckpointingMode } from "../../src/trace/kinds.ts";
import type { Violation } from "../check/checker.ts";
import type { VerifiedRun } from "../verify.ts";
import { OwnFailures } from "./own-failures.ts";
import { whyUnfinished } from "./survivable.ts";

/** A property that did not hold. */
export interface Finding {
  /**
   * `OUT-2` and the like for a rule of the trace; `EXACTLY-ONCE`, `OUTCOME`, `FAIL-1`, `LIV-4`, `MET-9` and `NO-ERROR` for the
   * run as a whole.
   */
  readonly property: string;
  /** One sentence. */
  readonly message: string;
}

/** Properties of a run as a whole: id and what holds. */
export const PROPERTIES_OF_RUNS: Readonly<Record<string, string>> = {
  "EXACTLY-ONCE": "The effect of every source record is committed exactly once (lineage).",
  OUTCOME:
    "The committed output is that of a direct, sequential execution; for jobs whose output does not depend on the order of their input, in runs without late records.",
  "FAIL-1":
    "A task fails only for a reason outside of it (a machine, a connection, a slot, a fenced session), and for none in a run in which nothing is struck and nobody is impatient.",
  "MET-9":
    "A job whose output does not depend on the order of its input gives the same output with another parallelism, chaining, buffer size, checkpoint interval, seed or wall clock; the lines of one key in the same order where only the job decides it.",
  "NO-ERROR": "The simulation itself does not break.",
};

/**
 * All that is wrong, one finding a property; the rule that broke first comes first.
 * @param promised of a job that is at least once it is no finding that something is counted twice; by default what its
 * checkpoints promise
 */
export function findingsOf(run: VerifiedRun, promised: CheckpointingMode = run.mode): Finding[] {
  const found = new Map<string, Finding>();
  const add = (property: string, message: string) => {
    if (!found.has(property)) found.set(property, { property, message });
  };
  for (const { property, message } of inOrder(run.violations)) add(property, message);
  const [duplicate] = run.lineage.duplicates;
  const [loss] = run.lineage.losses;
  if (duplicate !== undefined && promised === "EXACTLY_ONCE")
    add("EXACTLY-ONCE", `Something was counted twice. ${duplicate.message}`);
  if (loss !== undefined)
    add("EXACTLY-ONCE", `Something was lost. Record ${loss.offset} of ${loss.split}: ${loss.message}`);
  if (run.outcome.applied && !run.outcome.held) {
    const [{ value, expected, actual }] = run.outcome.differences;
    add("OUTCOME", `"${value}" is in the output ${actual} ×, not ${expected} ×.`);
  }
  const [row] = run.upsert?.differences ?? [];
  if (row !== undefined)
    add("OUTCOME", `The table's row of ${row.key} is ${row.actual ?? "missing"}, not ${row.expected ?? "absent"}.`);
  const failures = new OwnFailures(run.scenario);
  for (const event of run.trace) failures.on(event);
  if (failures.first !== null) add("FAIL-1", failedOfItself(failures.first));
  // Restarts never run out, so a job that has failed for good was given up for another reason.
  if (run.status === "CUT") return [...found.values()];
  if (run.status === "FAILED" || whyUnfinished(run.scenario) === null) addObligations(run, add);
  return [...found.values()];
}

/** The message of FAIL-1. @param reason why the task failed */
export function failedOfItself(reason: string): string {
  return `A task failed of itself: ${reason}`;
}

/** Progress is owed: what was not met in time, and that the job has not finished. */
function addObligations(run: VerifiedRun, add: (property: string, message: string) => void): void {
  for (const { property, message } of run.openObligations) if (property !== "LIV-4") add(property, message);
  const unfinished = run.openObligations.find(({ property }) => property === "LIV-4")?.message;
  if (run.status !== "FINISHED") {
    const why = run.failure?.message ?? unfinished ?? "nobody said why";
    add("LIV-4", `The job did not finish (${run.status}): ${why}`);
  } else if (unfinished !== undefined) add("LIV-4", unfinished);
}

/** Violations that were seen in the run before those that only its end shows. */
function inOrder(violations: readonly Violation[]): readonly Violation[] {
  const isLate = ({ event }: Violation) => event < 0;
  return [...violations.filter((one) => !isLate(one)), ...violations.filter(isLate)];
}
