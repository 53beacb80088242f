/** The outcome verdict of a job whose output is a table. */
import { finalTable, type KeyOf, type RowDifference, rowDifferences } from "./final-table.ts";
import { type SetBack, setBacks } from "./set-backs.ts";

/** Whether the final tables are equal, and apart from it what a reader saw meanwhile. */
export interface UpsertVerdict {
  /** The final table is that of the direct execution. */
  readonly held: boolean;
  readonly rows: number;
  readonly differences: readonly RowDifference[];
  /** Temporary inconsistency: no failure, since each key has come to its last value in the end. */
  readonly setBacks: readonly SetBack[];
}

/**
 * Compares what became visible with the direct execution of the same job. A row that is written again after a failure changes
 * nothing, which is why upserts are exactly once without transactions, though not at every moment.
 */
export function upsertVerdict(direct: readonly string[], visible: readonly string[], keyOf: KeyOf): UpsertVerdict {
  const actual = finalTable(visible, keyOf);
  const differences = rowDifferences(finalTable(direct, keyOf), actual);
  return { held: differences.length === 0, rows: actual.size, differences, setBacks: setBacks(direct, visible, keyOf) };
}
