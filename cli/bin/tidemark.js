#!/usr/bin/env node
// The command `tidemark`.
import { ensureBuilt, isBareClone } from "./build.js";

// From a clone to the first exercise it is one command. An installed package has no install.js, and needs none.
if (isBareClone()) (await import("./install.js")).ensureInstalled();
ensureBuilt();
const { main } = await import("../../dist/cli/main.js");
process.exitCode = await main(process.argv.slice(2));
