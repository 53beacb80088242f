#!/usr/bin/env node
// Builds dist/ in a checkout when a source is newer than the last build; in an installed package there is nothing to do.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const SOURCES = ["src", "sim", "exercises", "cli", "bench"];
const STAMP = join(root, "dist", ".built");
const LOCK = join(root, "node_modules", ".tidemark-build");
const LOCK_STALE_MS = 60_000;

/** Path of the compiler, or null where only the package is installed. */
function compiler() {
  const path = join(root, "node_modules", "typescript", "bin", "tsc");
  return existsSync(join(root, "tsconfig.build.json")) && existsSync(path) ? path : null;
}

function newestSource(folder) {
  let newest = statSync(folder).mtimeMs;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) newest = Math.max(newest, newestSource(path));
    else if (entry.name.endsWith(".ts")) newest = Math.max(newest, statSync(path).mtimeMs);
  }
  return newest;
}

function isBuilt() {
  if (!existsSync(STAMP)) return false;
  const folders = SOURCES.map((name) => join(root, name)).filter((path) => existsSync(path));
  return (
    statSync(STAMP).mtimeMs >
    Math.max(...folders.map(newestSource), statSync(join(root, "tsconfig.build.json")).mtimeMs)
  );
}

/** Only one process builds at a time; the others wait for it. */
function withLock(action) {
  for (;;) {
    try {
      mkdirSync(LOCK);
      break;
    } catch {
      if (existsSync(LOCK) && Date.now() - statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs > LOCK_STALE_MS)
        rmSync(LOCK, { recursive: true, force: true });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
  try {
    return action();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

/** Makes dist/ current. Types are not checked here: that is what `npm test` and `npm run check` do. */
export function ensureBuilt({ always = false } = {}) {
  const tsc = compiler();
  if (tsc === null || (!always && isBuilt())) return;
  withLock(() => {
    if (!always && isBuilt()) return;
    // Files of sources that are gone must not get into a package.
    if (always) rmSync(join(root, "dist"), { recursive: true, force: true });
    const started = new Date();
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [tsc, "-p", join(root, "tsconfig.build.json"), "--noCheck"],
      { cwd: root, encoding: "utf8" },
    );
    if (status !== 0) {
      process.stderr.write(`tidemark could not be built:\n${stdout}${stderr}`);
      process.exit(1);
    }
    writeFileSync(STAMP, `${started.toISOString()}\n`);
  });
  linkCommand();
}

/** npm links the commands of dependencies only; `npx --no-install tidemark` is to work in a checkout, too. */
function linkCommand() {
  const link = join(root, "node_modules", ".bin", "tidemark");
  try {
    mkdirSync(dirname(link), { recursive: true });
    if (process.platform === "win32")
      writeFileSync(`${link}.cmd`, '@node "%~dp0\\..\\..\\cli\\bin\\tidemark.js" %*\r\n');
    else if (!existsSync(link)) symlinkSync(join("..", "..", "cli", "bin", "tidemark.js"), link);
  } catch {
    // Without the link the command is still there as `node cli/bin/tidemark.js`.
  }
}

if (
  process.argv[1] !== undefined &&
  statSync(process.argv[1], { throwIfNoEntry: false })?.ino === statSync(fileURLToPath(import.meta.url)).ino
)
  ensureBuilt({ always: true });
