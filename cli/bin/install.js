// Installs what package-lock.json names and node_modules lacks.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./build.js";

function packagesIn(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

function isComplete() {
  const installed = packagesIn("node_modules/.package-lock.json");
  return Object.entries(packagesIn("package-lock.json")).every(
    ([path, entry]) => path === "" || entry.optional === true || installed[path]?.version === entry.version,
  );
}

/** Runs `npm ci` unless everything is there; ends the process when it fails. */
export function ensureInstalled() {
  if (isComplete()) return;
  process.stderr.write("Installing what is missing (npm ci) …\n");
  const npm = process.env.npm_execpath;
  // What a command prints is its own.
  const options = { cwd: root, stdio: ["inherit", process.stderr.fd, process.stderr.fd] };
  const { status } =
    npm === undefined
      ? spawnSync("npm", ["ci"], { ...options, shell: process.platform === "win32" })
      : spawnSync(process.execPath, [npm, "ci"], options);
  if (status !== 0) {
    process.stderr.write("npm ci failed, so the packages are missing.\n");
    process.exit(1);
  }
}
