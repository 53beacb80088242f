import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { messageOf, UserError } from "./user-error.ts";

const CHUNK_CHARACTERS = 1 << 20;

/** Writes lines beside the file and renames: the file is there whole or not at all. Throws `UserError`. */
export function writeLines(path: string, lines: Iterable<string>): void {
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
      }
      writeSync(file, chunk);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (thrown) {
    rmSync(beside, { force: true });
    throw new UserError(`The file ${path} cannot be written: ${messageOf(thrown)}.`);
  }
}
