import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { Interrupted, type Pauses } from "./interruption.ts";
import { messageOf, UserError } from "./user-error.ts";

const CHUNK_CHARACTERS = 1 << 20;

/**
 * Writes lines beside the file and renames: the file is there whole or not at all.
 *
 * @throws UserError when it cannot be written
 * @throws Interrupted after a signal
 */
export async function writeLines(path: string, lines: Iterable<string>, pauses: Pauses): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    const file = openSync(beside, "w");
    try {
      let chunk = "";
      for (const line of lines) {
        chunk += `${line}\n`;
        if (chunk.length < CHUNK_CHARACTERS) continue;
        writeSync(file, chunk);
        chunk = "";
        if (pauses.due) await pauses.pause();
      }
      writeSync(file, chunk);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (thrown) {
    rmSync(beside, { force: true });
    if (thrown instanceof Interrupted) throw thrown;
    throw new UserError(`The file ${path} cannot be written: ${messageOf(thrown)}.`);
  }
}
