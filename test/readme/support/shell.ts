/** Runs what the README shows, in a folder in which `tidemark` is what it is in a checkout. */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync } from "node:fs";
import { join, resolve } from "node:path";

/** The checkout. */
export const ROOT = resolve(import.meta.dirname, "../../..");

/** What a command is here; null: it is tried elsewhere. */
function argumentsOf(command: string): readonly string[] | null {
  const [program, name, ...rest] = command.split(" ");
  const bin = (file: string): string => join(ROOT, "cli", "bin", file);
  if (program === "npx" && name === "tidemark") return [bin("tidemark.js"), ...rest];
  if (program === "npx" && name === "tsx") return ["--conditions=source", "--import", "tsx", ...rest];
  if (command === "npm start") return [bin("start.js")];
  return null;
}

/**
 * Commands that cannot run here: the tests themselves, what `test/package/init.test.ts` tries with a registry, and servers,
 * which `test/cli/` starts and ends.
 */
export const TRIED_ELSEWHERE = ["npm test", "cd my-job && npm install", "npx tidemark ui"];

/** An empty folder within the checkout, where `tidemark` means this package. */
export function emptyFolder(): string {
  mkdirSync(join(ROOT, "tmp"), { recursive: true });
  return mkdtempSync(join(ROOT, "tmp", "readme-"));
}

/** Throws for a command that nobody knows how to run. */
export function runShown(command: string, folder: string): SpawnSyncReturns<string> | null {
  if (TRIED_ELSEWHERE.includes(command)) return null;
  const args = argumentsOf(command);
  if (args !== null)
    return spawnSync(process.execPath, args, {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1", CI: "1" },
    });
  throw new Error(`Nobody knows how to run "${command}".`);
}

/** Without what differs from machine to machine: how long it took. */
export function withoutWallTime(text: string): string {
  return text.replace(/[\d.]+ s, [\d,]+ events\/s/g, "… s, … events/s");
}
