#!/usr/bin/env node
// `npm run nightly`: all tests, with more of what is drawn by chance.
process.env.TIDEMARK_NIGHTLY = "1";
await import("./test.js");
