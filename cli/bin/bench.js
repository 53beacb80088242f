#!/usr/bin/env node
// `npm run bench`: builds, then runs the benchmarks with the given arguments.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureBuilt, root } from "./build.js";
import { ensureInstalled } from "./install.js";

ensureInstalled();
ensureBuilt();
const command = [join(root, "dist", "bench", "main.js"), ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, command, { stdio: "inherit", cwd: root }).status ?? 1;
