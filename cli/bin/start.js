#!/usr/bin/env node
// `npm start`: installs what is missing and runs the demonstration.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root } from "./build.js";
import { ensureInstalled } from "./install.js";

ensureInstalled();
const command = [join(root, "cli", "bin", "tidemark.js"), "run", "hourly-tips", ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, command, { stdio: "inherit" }).status ?? 1;
