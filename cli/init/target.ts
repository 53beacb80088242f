/** Puts a set of files into a new or empty folder: all of them, or none. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf, UserError } from "../user-error.ts";

/** Does not count as content: `git init` may have come first. */
const IGNORED = [".git"];

/** Throws `UserError`, one sentence, unless `folder` is empty or not there yet. */
export function checkTarget(shown: string, folder: string): void {
  if (!existsSync(folder)) return;
  if (!statSync(folder).isDirectory()) throw new UserError(`${shown} is a file; name a new or an empty folder.`);
  const [first] = contentOf(shown, folder);
  if (first !== undefined)
    throw new UserError(`The folder ${shown} is not empty (it has ${first}); name a new or an empty one.`);
}

/**
 * @param files content by path, with `/` between its parts
 * @param shown what the user calls the folder
 */
export function writeProject(shown: string, folder: string, files: ReadonlyMap<string, string>): void {
  const made: string[] = [];
  try {
    const outermost = mkdirSync(folder, { recursive: true });
    if (outermost !== undefined) made.push(outermost);
    const beside = mkdtempSync(join(folder, ".tidemark-init-"));
    made.push(beside);
    for (const [path, content] of files) {
      const file = join(beside, ...path.split("/"));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    for (const entry of readdirSync(beside)) {
      renameSync(join(beside, entry), join(folder, entry));
      made.push(join(folder, entry));
    }
    rmSync(beside, { recursive: true });
  } catch (thrown) {
    for (const path of made) rmSync(path, { recursive: true, force: true });
    throw new UserError(`The project cannot be written to ${shown}: ${messageOf(thrown)}.`);
  }
}

function contentOf(shown: string, folder: string): string[] {
  try {
    return readdirSync(folder).filter((entry) => !IGNORED.includes(entry));
  } catch (thrown) {
    throw new UserError(`The folder ${shown} cannot be read: ${messageOf(thrown)}.`);
  }
}
