import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

function isRoot(folder: string): boolean {
  try {
    return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { name?: string }).name === "tidemark";
  } catch {
    return false;
  }
}

function findRoot(folder: string): string {
  if (isRoot(folder) || dirname(folder) === folder) return folder;
  return findRoot(dirname(folder));
}

/** Folder of the package, whether this file runs as source or built. */
export const PACKAGE_ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Where the inputs of the built-in jobs lie. */
export const DATA_FOLDER = join(PACKAGE_ROOT, "exercises", "data");

/** The version in package.json. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8")) as { version: string }).version;
}
