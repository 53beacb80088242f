#!/usr/bin/env node
// `npm run bench`: builds, then runs the benchmarks with the given arguments; `npm run bench:page` those of the page.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureBuilt, root } from "./build.js";
import { findChromium } from "./chromium.js";
import { ensureInstalled } from "./install.js";

ensureInstalled();
ensureBuilt();
const isPage = process.argv[2] === "--page";
const script = join(root, "dist", "bench", ...(isPage ? ["page"] : []), "main.js");
const command = [script, ...process.argv.slice(isPage ? 3 : 2)];
const env = { ...process.env, ...(isPage ? { TIDEMARK_CHROMIUM: findChromium() ?? "" } : {}) };
process.exitCode = spawnSync(process.execPath, command, { stdio: "inherit", cwd: root, env }).status ?? 1;
