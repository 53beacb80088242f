#!/usr/bin/env node
// The command `tidemark`.
import { ensureBuilt } from "./build.js";

ensureBuilt();
const { main } = await import("../../dist/cli/main.js");
process.exitCode = await main(process.argv.slice(2));
