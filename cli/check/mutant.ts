/** A mutant: one bug as a replacement in one file of the runtime's sources. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../../sim/scenario.ts";
import { readScenario } from "../../sim/scenario-file.ts";
import { PACKAGE_ROOT } from "../root.ts";
import { UserError } from "../user-error.ts";

/** The sources of the runtime; an installed package has none. */
export const RUNTIME_SOURCE: string = join(PACKAGE_ROOT, "src");

/** As it lies in `test/mutants/`. */
export interface Mutant {
  /** Of the catalogue of real bugs: `M16`. */
  readonly id: string;
  /** Flink's own ticket; null: it is not Flink's. */
  readonly ticket: string | null;
  /** What is wrong, in one sentence. */
  readonly title: string;
  /** Properties of which one has to fail. */
  readonly properties: readonly string[];
  /** Relative to `src/`. */
  readonly file: string;
  /** Lines that occur once in the file, and what takes their place. */
  readonly find: readonly string[];
  readonly replace: readonly string[];
  /** The schedule that shows the bug; null: none is written down. */
  readonly schedule: Scenario | null;
}

/** Throws `UserError`, one sentence. */
export function readMutant(path: string): Mutant {
  const mutant = JSON.parse(readFileSync(path, "utf8")) as Mutant;
  const schedule = mutant.schedule ?? null;
  if (schedule === null) return { ...mutant, schedule };
  const reading = readScenario(schedule);
  if (!reading.ok) throw new UserError(`${path}: ${reading.problems[0]}`);
  return { ...mutant, schedule: reading.scenario };
}

/** A copy of the runtime's sources with the bug in it. @param folder is made, and holds them then */
export function plantedCopy(mutant: Mutant, folder: string): void {
  cpSync(RUNTIME_SOURCE, folder, { recursive: true });
  const file = join(folder, mutant.file);
  writeFileSync(file, planted(mutant, readFileSync(file, "utf8")));
}

/** The file with the bug in it; throws if the lines are not there any more, or more than once. */
export function planted({ id, file, find, replace }: Mutant, source: string): string {
  const parts = source.split(find.join("\n"));
  if (parts.length !== 2)
    throw new UserError(
      `The mutant ${id} does not apply: its lines are in ${file} ${parts.length - 1} times, not once. Bring it up to date.`,
    );
  return parts.join(replace.join("\n"));
}
