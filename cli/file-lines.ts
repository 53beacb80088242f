import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";
import { fileReason, UserError } from "./user-error.ts";

const CHUNK_BYTES = 1 << 18;
/** No line of ours comes near it; a file without line ends is not read to its end. */
const MAX_LINE_CHARACTERS = 1 << 26;

/**
 * The lines of a file of any size, without LF. A last line is there only if it is not empty.
 *
 * @throws UserError when it cannot be read or has a line that is too long
 */
export function* fileLines(path: string): Generator<string, void> {
  const file = opened(path);
  const decoder = new StringDecoder("utf8");
  const bytes = Buffer.alloc(CHUNK_BYTES);
  let rest = "";
  let number = 0;
  try {
    for (;;) {
      const read = readInto(file, bytes, path);
      const text = read === 0 ? decoder.end() : decoder.write(bytes.subarray(0, read));
      // Only the new part is looked through: a long line must not be searched again for every chunk.
      const lines = text.split("\n");
      for (const line of lines.slice(0, -1)) {
        number++;
        yield rest + line;
        rest = "";
      }
      rest += lines[lines.length - 1];
      if (rest.length > MAX_LINE_CHARACTERS)
        throw new UserError(`Line ${number + 1} of ${path} has more than 64 MB; this is no trace.`);
      if (read === 0) break;
    }
    if (rest !== "") yield rest;
  } finally {
    closeSync(file);
  }
}

function opened(path: string): number {
  try {
    return openSync(path, "r");
  } catch (thrown) {
    throw new UserError(`The trace ${path} cannot be read: ${fileReason(thrown)}.`);
  }
}

function readInto(file: number, bytes: Buffer, path: string): number {
  try {
    return readSync(file, bytes);
  } catch (thrown) {
    throw new UserError(`The trace ${path} cannot be read: ${fileReason(thrown)}.`);
  }
}
