/** How the page is built: files for any static host, in any folder of it. */
import { defaultClientConditions, defineConfig } from "vite";

/** Class names survive in the worker: records and errors travel under them, and a run has to be the same here as in Node. */
const rolldownOptions = { output: { keepNames: true } };

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  publicDir: false,
  logLevel: "warn",
  resolve: {
    conditions: ["source", ...defaultClientConditions],
    // The same function as that of the package's entry, without the six generators beside it, which nobody uses here.
    alias: { seedrandom: "seedrandom/seedrandom.js" },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    outDir: "../dist/ui",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  worker: { format: "es", rolldownOptions },
});
