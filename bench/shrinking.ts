/**
 * How simple failures become: `npm run bench:shrinking [-- --json]`. The bug is *the committer gives up what was prepared
 * after a crash between pre-commit and notice* (mutant M00), the plans have up to 60 faults, and one of them is guilty.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { plantedCopy, readMutant } from "../cli/check/mutant.ts";
import { bundleWithSource } from "../cli/check/patched-bundle.ts";
import { PACKAGE_ROOT } from "../cli/root.ts";
import { median } from "./measure.ts";

const WANTED = 60;
const LEAST_OPTIMAL = 58;
const MOST_MS = 5000;

interface Result {
  readonly number: number;
  readonly property: string;
  readonly faults: number;
  readonly left: readonly string[];
  readonly runs: number;
  readonly ms: number;
  /** CPU time, ms. */
  readonly cpuMs: number;
}

const folder = mkdtempSync(join(tmpdir(), "tidemark-shrinking-"));
const results: Result[] = [];
try {
  const mutant = readMutant(join(PACKAGE_ROOT, "test", "mutants", "M00.json"));
  const source = join(folder, "src");
  plantedCopy(mutant, source);
  const worker = new URL(`./shrinking-worker${extname(fileURLToPath(import.meta.url))}`, import.meta.url);
  const script = join(folder, "worker.mjs");
  writeFileSync(script, await bundleWithSource(fileURLToPath(worker), source));
  await new Promise<void>((resolve, reject) => {
    const thread = new Worker(pathToFileURL(script), { workerData: { wanted: WANTED } });
    thread.on("message", (result: Result) => results.push(result));
    thread.on("error", reject);
    thread.on("exit", () => resolve());
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const optimal = results.filter(({ left }) => left.length === 1).length;
const times = results.map(({ ms }) => ms);
const cpuTimes = results.map(({ cpuMs }) => cpuMs);
const report = {
  failing: results.length,
  seeds: results.at(-1)?.number ?? 0,
  faultsFound: {
    median: median(results.map(({ faults }) => faults)),
    most: Math.max(...results.map(({ faults }) => faults)),
  },
  oneFaultLeft: optimal,
  mostFaultsLeft: Math.max(...results.map(({ left }) => left.length)),
  runs: { median: median(results.map(({ runs }) => runs)), most: Math.max(...results.map(({ runs }) => runs)) },
  ms: { median: Math.round(median(times)), most: Math.round(Math.max(...times)) },
  cpuMs: { median: Math.round(median(cpuTimes)), most: Math.round(Math.max(...cpuTimes)) },
  held: optimal >= LEAST_OPTIMAL && Math.max(...times) < MOST_MS,
};
if (process.argv.includes("--json")) console.log(JSON.stringify({ ...report, results }));
else {
  console.log(`${optimal} of ${results.length} failing scenarios came down to one fault (at least ${LEAST_OPTIMAL})`);
  console.log(`slowest ${report.ms.most} ms, median ${report.ms.median} ms (limit ${MOST_MS} each)`);
  console.log(`of CPU time: slowest ${report.cpuMs.most} ms, median ${report.cpuMs.median} ms`);
  console.log(JSON.stringify(report));
}
