/** Keeps each failure as a scenario file, from which it becomes a regression test. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileReason, UserError } from "../user-error.ts";
import type { CampaignSummary } from "./campaign-summary.ts";

/** Gives the files by property. @param folder undefined: nothing is kept */
export function saveFailures(folder: string | undefined, summary: CampaignSummary): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  if (folder === undefined || summary.failures.size === 0) return files;
  try {
    mkdirSync(folder, { recursive: true });
    for (const [property, { number, message, scenario }] of summary.failures) {
      const name = `${property.toLowerCase()}-${number}`;
      const file = join(folder, `${name}.scenario.json`);
      writeFileSync(file, `${JSON.stringify({ ...scenario, name, purpose: message }, null, 2)}\n`);
      files.set(property, file);
    }
  } catch (thrown) {
    throw new UserError(`The failures cannot be kept in ${folder}: ${fileReason(thrown)}.`);
  }
  return files;
}
