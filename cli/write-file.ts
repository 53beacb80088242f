import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { Interrupted, type Pauses } from "./interruption.ts";
import { messageOf, UserError } from "./user-error.ts";

const CHUNK_CHARACTERS = 1 << 20;

/** Writes lines, which are given without their ends; see `writePieces`. */
export function writeLines(path: string, lines: Iterable<string>, pauses: Pauses): Promise<void> {
  return writePieces(path, ended(lines), pauses);
}

function* ended(lines: Iterable<string>): Generator<string, void> {
  for (const line of lines) yield `${line}\n`;
}

/**
 * Writes text beside the file and renames: the file is there whole or not at all.
 *
 * @throws UserError when it cannot be written
 * @throws Interrupted after a signal
 */
export async function writePieces(path: string, pieces: Iterable<string>, pauses: Pauses): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    const file = openSync(beside, "w");
    try {
      let chunk = "";
      for (const piece of pieces) {
        chunk += piece;
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
