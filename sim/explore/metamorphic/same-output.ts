/**
 * Metamorphic pairs: two runs of one job without faults that differ in one thing which must not matter. Only what both have
 * committed is compared, with no third party that would have to know what is right.
 */
import type { TraceEvent } from "../../../src/trace/trace.ts";
import { finalTable, type UpsertOutput } from "../../check/upsert/final-table.ts";
import { createSimulation, type Run, runOf } from "../../simulation.ts";
import type { TraceObserver } from "../../trace/recorder.ts";
import type { Finding } from "../finding.ts";
import { linesByKey, type OrderedOutput } from "./ordered-output.ts";
import type { Setting, Variation } from "./variations.ts";

/** The property that fails. */
export const SAME_OUTPUT = "MET-9";

/** Events after which a run is not waited for. */
const MOST_EVENTS = 200_000;

/** What came of a pair. */
export interface Comparison {
  /** Null: both have the same output, or they cannot be compared. */
  readonly finding: Finding | null;
  /** Both runs came to their end without late records. */
  readonly compared: boolean;
  /** Keys of which several lines were compared in their order. */
  readonly keysInOrder: number;
  /** It was the same job that differed from itself, with nothing otherwise. */
  readonly isLeak: boolean;
}

/** What is compared beside how often each line is there. */
export interface ComparedOutput {
  /** A log of which only the last line of each key counts. */
  readonly upsert?: UpsertOutput | undefined;
  /** Logs whose lines of one key come in an order that nothing may change. */
  readonly ordered?: readonly OrderedOutput[];
}

/** Late records are missing by right, and which ones are late depends on everything. */
class LateRecords implements TraceObserver {
  any = false;

  on({ kind }: TraceEvent): void {
    if (kind === "rec.late") this.any = true;
  }
}

const NOT_COMPARED: Comparison = { finding: null, compared: false, keysInOrder: 0, isLeak: false };

/**
 * Runs a scenario twice, once with the variation, and compares. Its faults are left out, and what the simulation throws is
 * left to the other checks.
 */
export function sameOutput(
  { scenario, host }: Setting,
  variation: Variation,
  compared: ComparedOutput = {},
): Comparison {
  if (scenario.confluent !== true) return NOT_COMPARED;
  const calm: Setting = { scenario: { ...scenario, faults: [] }, host };
  const change = variation.change(calm);
  if (change === null) return NOT_COMPARED;
  const first = finished(calm);
  const second = first === null ? null : finished(change.changed);
  if (first === null || second === null) return NOT_COMPARED;
  const keysInOrder = countKeys(first, compared);
  const difference = firstDifference(first, second, compared);
  if (difference === null) return { finding: null, compared: true, keysInOrder, isLeak: false };
  // Who keeps something from one run to the next gives something else each time, and the knob has no part in it.
  const again = finished(calm);
  const leak = again === null ? null : firstDifference(first, again, compared);
  const message =
    leak === null
      ? `With ${variation.knob} otherwise (${change.how}) and nothing else, ${difference}: a function of the job depends on it, by module-level state, its subtask, the order of records, time or chance.`
      : `Made again with nothing changed, ${leak}: a function of the job keeps something outside of its state from one run to the next.`;
  return { finding: { property: SAME_OUTPUT, message }, compared: true, keysInOrder, isLeak: leak !== null };
}

function finished({ scenario, host }: Setting): Run | null {
  const late = new LateRecords();
  try {
    const simulation = createSimulation(scenario, host, { level: 2, store: -1, observers: [late] });
    simulation.advance({ events: MOST_EVENTS });
    const run = runOf(simulation);
    return run.status === "FINISHED" && !late.any ? run : null;
  } catch {
    return null;
  }
}

/** The first line, in the order of the runs, that one has more often, or whose place is another; null: there is none. */
function firstDifference(first: Run, second: Run, { upsert, ordered = [] }: ComparedOutput): string | null {
  for (const log of new Set([...first.logs, ...second.logs].sort())) {
    const [one, other] = [linesOf(first, log, upsert), linesOf(second, log, upsert)];
    const [before, after] = [counted(one), counted(other)];
    for (const line of [...one, ...other]) {
      const [was, is] = [before.get(line) ?? 0, after.get(line) ?? 0];
      if (was !== is) return `"${line}" is in ${log} ${is} × and not ${was} ×`;
    }
  }
  for (const output of ordered) {
    const difference = otherOrder(first, second, output);
    if (difference !== null) return difference;
  }
  return null;
}

/** Both have the same lines. */
function otherOrder(first: Run, second: Run, { log, keyOf }: OrderedOutput): string | null {
  const after = linesByKey(second.output(log), keyOf);
  for (const [key, lines] of linesByKey(first.output(log), keyOf)) {
    const others = after.get(key) ?? [];
    const place = lines.findIndex((line, i) => line !== others[i]);
    if (place >= 0)
      return `line ${place + 1} of the key "${key}" in ${log} is "${others[place]}" and not "${lines[place]}", which comes elsewhere`;
  }
  return null;
}

function countKeys(run: Run, { ordered = [] }: ComparedOutput): number {
  const keys = ordered.flatMap(({ log, keyOf }) => [...linesByKey(run.output(log), keyOf).values()]);
  return keys.filter(({ length }) => length > 1).length;
}

function linesOf(run: Run, log: string, upsert: UpsertOutput | undefined): readonly string[] {
  const lines = run.output(log);
  return upsert?.log === log ? [...finalTable(lines, upsert.keyOf).values()] : lines;
}

function counted(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
