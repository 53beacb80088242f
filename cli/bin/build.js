#!/usr/bin/env node
// Builds dist/ in a checkout when a source is newer than the last build; in an installed package there is nothing to do.
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
/** The page itself is built by build-ui.js; the command uses some of its files, too. */
const SOURCES = ["src", "sim", "exercises", "cli", "bench", "visualizer"];
const STAMP = join(root, "dist", ".built");
const LOCK = join(root, "node_modules", ".tidemark-build");
const LOCK_STALE_MS = 60_000;

/** Path of the compiler, or null where only the package is installed. */
function compiler() {
  const path = join(root, "node_modules", "typescript", "bin", "tsc");
  return existsSync(join(root, "tsconfig.build.json")) && existsSync(path) ? path : null;
}

/** A clone in which nothing was installed yet. */
export function isBareClone() {
  return existsSync(join(root, "tsconfig.build.json")) && !existsSync(join(root, "node_modules"));
}

function newestSource(folder) {
  let newest = statSync(folder).mtimeMs;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) newest = Math.max(newest, newestSource(path));
    // What a learner writes there is no part of the package.
    else if (entry.name.endsWith(".ts") && entry.name !== "exercise.ts")
      newest = Math.max(newest, statSync(path).mtimeMs);
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
export function withLock(action) {
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
    const started = new Date();
    // Beside, then in its place: nobody finds a half of it, and no file stays of a source that is gone.
    const next = mkdtempSync(join(root, "dist-"));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [tsc, "-p", join(root, "tsconfig.build.json"), "--noCheck", "--outDir", next],
      { cwd: root, encoding: "utf8" },
    );
    if (status !== 0) {
      rmSync(next, { recursive: true, force: true });
      process.stderr.write(`tidemark could not be built:\n${stdout}${stderr}`);
      process.exit(1);
    }
    const stamp = join(next, ".built");
    writeFileSync(stamp, `${started.toISOString()}\n`);
    // The stamp says from when the sources are, not when the compiler was done.
    utimesSync(stamp, started, started);
    replaceDist(next);
  });
  linkCommand();
}

function replaceDist(next) {
  const dist = join(root, "dist");
  const old = `${next}-old`;
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(next, dist);
  // The page has a build and a stamp of its own.
  if (existsSync(join(old, "ui"))) renameSync(join(old, "ui"), join(dist, "ui"));
  rmSync(old, { recursive: true, force: true });
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
