import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";

const COMMAND = resolve(import.meta.dirname, "../../cli/bin/tidemark.js");
const RIDES = resolve(import.meta.dirname, "../../exercises/data/nycTaxiRides.gz");

/** For tests that start processes: on a busy machine that takes long. */
export const PATIENT = { timeout: 60_000 };

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `tidemark` with these arguments, as a user would; without progress, which depends on how busy the machine is. */
export function tidemark(...args: readonly string[]): Promise<Finished> {
  return tidemarkIn(process.cwd(), ...args);
}

/** The same from another folder. */
export function tidemarkIn(folder: string, ...args: readonly string[]): Promise<Finished> {
  return new Promise((done, failed) => {
    const env = { ...process.env, NO_COLOR: "1", CI: "1", LANG: "C" };
    const child = spawn(process.execPath, [COMMAND, ...args], { cwd: folder, env });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    child.on("error", failed);
    child.on("close", (code) => done({ code, stdout, stderr }));
  });
}

/** A folder that is gone after `use`. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tidemark-cli-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first lines of the rides, with other lines put in at (0-based) places. */
export function ridesFile(folder: string, lines: number, bad: Readonly<Record<number, string>> = {}): string {
  const rides = gunzipSync(readFileSync(RIDES)).toString("utf8").split("\n").slice(0, lines);
  for (const [at, line] of Object.entries(bad)) rides.splice(Number(at), 0, line);
  const path = join(folder, "rides.txt");
  writeFileSync(path, `${rides.join("\n")}\n`);
  return path;
}
