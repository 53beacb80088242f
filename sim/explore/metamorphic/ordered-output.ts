/** Output whose lines of one key come in an order that the job alone decides. */
import type { KeyOf } from "../../check/upsert/final-table.ts";
import type { Scenario } from "../../scenario.ts";
import { type JobPlan, type JobStep, PLANNED_JOB, readPlan } from "../jobs/job-plan.ts";

/** A log, and which of its lines belong together. */
export interface OrderedOutput {
  readonly log: string;
  /** Null: the line has no key, and its place says nothing. */
  readonly keyOf: KeyOf;
}

/** Begins with the key: `serialize` of the planned job. */
const KEY_OF_ITEM: KeyOf = (line) => line.slice(0, line.indexOf(" "));

/** These keep the key of a record, and the order in which records come. */
const KEEPS_ORDER: readonly JobStep["op"][] = ["map", "filter", "flat-map"];
/** These give the results of a key by event-time timers, one after the other. */
const MAKES_ORDER: readonly JobStep["op"][] = ["window", "collect"];

/**
 * Of a generated job: logs that one sink writes what one keyed operator gives, each subtask to its own, so that the lines of
 * a key take one way.
 */
export function orderedOutputOf({ programs: [program] }: Scenario): readonly OrderedOutput[] {
  if (program.module !== PLANNED_JOB) return [];
  const plan = readPlan(program.args?.plan);
  const sinks = plan.steps.filter((step) => step.op === "sink");
  const logs = sinks.filter(
    (sink) => sinks.every((other) => other === sink || other.log !== sink.log) && isOrdered(plan, sink),
  );
  return logs.map(({ log }) => ({ log, keyOf: KEY_OF_ITEM }));
}

/** Every step back to the keyed operator has as many subtasks: records go straight on from one to the next. */
function isOrdered({ steps }: JobPlan, sink: JobStep): boolean {
  for (let step = sink; "from" in step; ) {
    const before: JobStep = steps[step.from];
    if (before.parallelism !== sink.parallelism) return false;
    if (MAKES_ORDER.includes(before.op)) return true;
    if (!KEEPS_ORDER.includes(before.op)) return false;
    step = before;
  }
  return false;
}

/** The lines of each key, in their order. */
export function linesByKey(lines: readonly string[], keyOf: KeyOf): ReadonlyMap<string, readonly string[]> {
  const byKey = new Map<string, string[]>();
  for (const line of lines) {
    const key = keyOf(line);
    if (key === null) continue;
    const others = byKey.get(key);
    if (others === undefined) byKey.set(key, [line]);
    else others.push(line);
  }
  return byKey;
}
