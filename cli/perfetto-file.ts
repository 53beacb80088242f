/** Runs as files for Perfetto: written whole or not at all, and no larger than what its page can open where that is to be had. */
import { statSync } from "node:fs";
import type { Run } from "../sim/simulation.ts";
import type { TraceLevel } from "../src/trace/kinds.ts";
import { exportPerfetto, LARGE_FILE_BYTES } from "../visualizer/perfetto/export.ts";
import type { Pauses } from "./interruption.ts";
import { packageVersion } from "./root.ts";
import { count } from "./text.ts";
import { writePieces } from "./write-file.ts";

/** Input records of a run whose records are shown one by one, at the most. */
const MOST_RECORDS = 20_000;
const BYTES_PER_MB = 1_000_000;

/** Finest level that a file for Perfetto shows of a run with so many input records. */
export function perfettoLevel(records: number): TraceLevel {
  return records <= MOST_RECORDS ? 2 : 1;
}

/**
 * Writes the file. Gives what is to be known of it beside, a sentence each; usually nothing.
 *
 * @param records of the run's input
 * @throws UserError when it cannot be written
 */
export async function writePerfettoFile(
  path: string,
  run: Run,
  scenario: string,
  records: number,
  pauses: Pauses,
): Promise<readonly string[]> {
  const level = perfettoLevel(records);
  // The run may have been stored finer for other reasons.
  const events = run.trace.filter(({ id }) => (id & 3) <= level);
  await writePieces(
    path,
    exportPerfetto(events, { engine: packageVersion(), scenario, seed: run.scenario.seed }),
    pauses,
  );
  const bytes = statSync(path).size;
  return [
    ...(level < 2 ? [`${path} shows buffers, not records: the run has ${count(records, "record")}.`] : []),
    ...(bytes > LARGE_FILE_BYTES
      ? [`${path} has ${Math.round(bytes / BYTES_PER_MB)} MB, and Perfetto's page may not open that much.`]
      : []),
  ];
}
