/** The outcome verdict: is the output the one that a direct, sequential executor gives? Order does not matter. */

/** One value that one side has more often. */
export interface OutcomeDifference {
  readonly value: string;
  readonly expected: number;
  readonly actual: number;
}

/** The result; `applied: false` says why the comparison would prove nothing. */
export type OutcomeVerdict =
  | { readonly applied: false; readonly reason: string }
  | {
      readonly applied: true;
      readonly held: boolean;
      readonly expected: number;
      readonly actual: number;
      readonly differences: readonly OutcomeDifference[];
    };

/** What decides whether outputs may be compared. */
export interface OutcomeConditions {
  /** The job is declared to give the same output in every order of arrival. */
  readonly confluent: boolean;
  /** Records that were dropped as late. */
  readonly lateDrops: number;
}

/**
 * Compares two multisets of lines; keeps the first `limit` differences in order of value. `expected` is a function, so that
 * the reference is computed only where it counts.
 */
export function outcomeVerdict(
  conditions: OutcomeConditions,
  expected: () => Iterable<string>,
  actual: Iterable<string>,
  limit = 10,
): OutcomeVerdict {
  if (!conditions.confluent) return { applied: false, reason: "The job is not declared confluent." };
  if (conditions.lateDrops > 0) return { applied: false, reason: `${conditions.lateDrops} late records were dropped.` };
  const counts = new Map<string, { expected: number; actual: number }>();
  const wanted = count(counts, expected(), "expected");
  const found = count(counts, actual, "actual");
  const differences: OutcomeDifference[] = [];
  for (const [value, both] of counts) if (both.expected !== both.actual) differences.push({ value, ...both });
  differences.sort((a, b) => (a.value < b.value ? -1 : 1));
  return {
    applied: true,
    held: differences.length === 0,
    expected: wanted,
    actual: found,
    differences: differences.slice(0, limit),
  };
}

function count(
  counts: Map<string, { expected: number; actual: number }>,
  values: Iterable<string>,
  side: "expected" | "actual",
): number {
  let total = 0;
  for (const value of values) {
    total++;
    const both = counts.get(value);
    if (both !== undefined) both[side]++;
    else counts.set(value, { expected: 0, actual: 0, [side]: 1 });
  }
  return total;
}
