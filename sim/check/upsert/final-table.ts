/** Output of upserts is a table: the last value of each key counts, and how often it was written does not. */

/** Gives the key of a line; null for a line that is no row. */
export type KeyOf = (line: string) => string | null;

/** A log whose lines are upserts. */
export interface UpsertOutput {
  readonly log: string;
  readonly keyOf: KeyOf;
}

/** The last line of each key. @param lines in the order in which they became visible */
export function finalTable(lines: Iterable<string>, keyOf: KeyOf): Map<string, string> {
  const table = new Map<string, string>();
  for (const line of lines) {
    const key = keyOf(line);
    if (key !== null) table.set(key, line);
  }
  return table;
}

/** A row that is not what it should be in the end; null: there is none. */
export interface RowDifference {
  readonly key: string;
  readonly expected: string | null;
  readonly actual: string | null;
}

/** Rows that differ between two tables, in order of their keys. */
export function rowDifferences(
  expected: ReadonlyMap<string, string>,
  actual: ReadonlyMap<string, string>,
): RowDifference[] {
  const keys = [...new Set([...expected.keys(), ...actual.keys()])].sort();
  return keys
    .map((key) => ({ key, expected: expected.get(key) ?? null, actual: actual.get(key) ?? null }))
    .filter((row) => row.expected !== row.actual);
}
