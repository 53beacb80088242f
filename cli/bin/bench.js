#!/usr/bin/env node
// `npm run bench`: builds, then runs the benchmarks with the given arguments; `npm run bench:page` those of the page,
// `npm run bench:shrinking` how simple failures become.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureBuilt, root } from "./build.js";
import { findChromium } from "./chromium.js";
import { ensureInstalled } from "./install.js";

ensureInstalled();
ensureBuilt();
const isPage = process.argv[2] === "--page";
const isShrinking = process.argv[2] === "--shrinking";
const main = isPage ? ["page", "main.js"] : [isShrinking ? "shrinking.js" : "main.js"];
const command = [join(root, "dist", "bench", ...main), ...process.argv.slice(isPage || isShrinking ? 3 : 2)];
const env = { ...process.env, ...(isPage ? { TIDEMARK_CHROMIUM: findChromium() ?? "" } : {}) };
process.exitCode = spawnSync(process.execPath, command, { stdio: "inherit", cwd: root, env }).status ?? 1;
