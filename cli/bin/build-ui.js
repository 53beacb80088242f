#!/usr/bin/env node
// Builds dist/ui/: the page as files for any static host. With --if-needed only when a source is newer than the last build.
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ensureBuilt, root, withLock } from "./build.js";

/** All that ends up in the page or in its library. */
const SOURCES = ["visualizer", "src", "sim", "exercises", "cli/ui", "cli/user-module", "package.json"];
const UI = join(root, "dist", "ui");
const STAMP = join(UI, ".built");

function newest(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isBuilt() {
  return existsSync(STAMP) && statSync(STAMP).mtimeMs > Math.max(...SOURCES.map((path) => newest(join(root, path))));
}

/** The scripts of the entry, with what they import before they run, and those of the worker. */
function scriptsOf(output) {
  const chunks = new Map(output.filter(({ type }) => type === "chunk").map((chunk) => [chunk.fileName, chunk]));
  const initial = new Map();
  const follow = (chunk) => {
    if (chunk === undefined || initial.has(chunk.fileName)) return;
    initial.set(chunk.fileName, chunk);
    for (const name of chunk.imports) follow(chunks.get(name));
  };
  for (const chunk of chunks.values()) if (chunk.isEntry) follow(chunk);
  const worker = output
    .filter(({ type, fileName }) => type === "asset" && /worker[^/]*\.js$/.test(fileName))
    .map(({ fileName, source }) => ({ fileName, code: String(source) }));
  return { initial: [...initial.values()], worker };
}

/** Builds beside, then puts it in its place: nobody finds a half of it. */
async function build() {
  const started = new Date();
  const { build } = await import("vite");
  const { builtInLibrary } = await import("../../dist/cli/ui/library.js");
  const { pageSizes } = await import("../../dist/cli/ui/page-size.js");
  const next = mkdtempSync(join(root, "dist-ui-"));
  try {
    const { output } = await build({
      configFile: join(root, "visualizer", "vite.config.ts"),
      build: { outDir: next, emptyOutDir: true },
    });
    const { lines, problems } = pageSizes(scriptsOf(output));
    process.stdout.write(`${lines.join("\n")}\n`);
    if (problems.length > 0) throw new Error(problems.join(" "));
    // Once more in one piece, for files that are to open without a server: no part of it may be elsewhere.
    await build({
      configFile: join(root, "visualizer", "vite.config.ts"),
      build: {
        outDir: join(next, ".one-file"),
        assetsInlineLimit: Number.MAX_SAFE_INTEGER,
        rolldownOptions: { output: { codeSplitting: false } },
      },
    });
    writeFileSync(join(next, "library.json"), JSON.stringify(builtInLibrary()));
    // Temporary folders are for their owner only; this one is to be read by servers.
    chmodSync(next, 0o755);
    const stamp = join(next, ".built");
    writeFileSync(stamp, `${started.toISOString()}\n`);
    // The stamp says from when the sources are, not when the build was done.
    utimesSync(stamp, started, started);
    withLock(() => {
      rmSync(UI, { recursive: true, force: true });
      renameSync(next, UI);
    });
  } catch (thrown) {
    rmSync(next, { recursive: true, force: true });
    throw thrown;
  }
}

ensureBuilt();
// The bundler rejects one error several times; the first one is told.
process.on("unhandledRejection", () => {});
if (!process.argv.includes("--if-needed") || !isBuilt())
  try {
    await build();
  } catch (thrown) {
    // Without the bundler's own stack.
    const message = String(thrown instanceof Error ? thrown.message : thrown).replace(/\n\s+at .*/g, "");
    process.stderr.write(`The page could not be built: ${message}\n`);
    process.exitCode = 1;
  }
