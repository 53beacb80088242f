#!/usr/bin/env node
// `npm test`: installs what is missing, then checks types, style and all tests. Ends with `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ensureBuilt, root } from "./build.js";
import { ensureChromium } from "./chromium.js";
import { ensureInstalled } from "./install.js";

const total = { passed: 0, failed: 0, skipped: 0 };
/** What failed, by name: the last lines of the output say it again, since a long log is often read from its end. */
const failures = [];
const only = process.argv.slice(2);

/** Runs a program of node_modules; gives its exit status. */
function runTool(path, args) {
  const { status } = spawnSync(process.execPath, [join(root, "node_modules", path), ...args], {
    cwd: root,
    stdio: "inherit",
  });
  return status ?? 1;
}

function timed(name, action) {
  const started = Date.now();
  const result = action();
  const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : "";
  console.log(
    `${name.padEnd(14)} ${result.passed} passed, ${result.failed} failed${skipped}  (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
  if (result.failed > 0) failures.push(...(result.names?.length > 0 ? result.names : [name]));
  total.passed += result.passed;
  total.failed += result.failed;
  total.skipped += result.skipped;
}

function check(name, path, args) {
  timed(name, () =>
    runTool(path, args) === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 },
  );
}

/** One run of vitest; what it counts comes from its JSON report. */
function tests(name, folders) {
  timed(name, () => {
    const folder = mkdtempSync(join(tmpdir(), "tidemark-test-"));
    const report = join(folder, "report.json");
    const filters = folders.map((entry) => `test/${entry}/`);
    const status = runTool("vitest/vitest.mjs", [
      "run",
      ...filters,
      "--reporter=dot",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ]);
    try {
      const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
        readFileSync(report, "utf8"),
      );
      // A file that cannot be loaded has no tests that could fail.
      const broken = testResults.filter(
        (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
      ).length;
      const failed = numFailedTests + broken;
      const names = testResults
        .filter((file) => file.status === "failed")
        .flatMap((file) => {
          const tests = file.assertionResults.filter((test) => test.status === "failed");
          const path = relative(root, file.name);
          return tests.length === 0 ? [path] : tests.map((test) => `${path}: ${test.fullName}`);
        });
      return {
        passed: numPassedTests,
        names,
        failed: failed === 0 && status !== 0 ? 1 : failed,
        skipped: numPendingTests + numTodoTests,
      };
    } catch {
      return { passed: 0, failed: 1, skipped: 0 };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** The folders of test/ that run on their own, because they are slow or stand for something of their own. */
const GROUPS = [
  "conformance",
  "properties",
  "testing",
  "mutants",
  "regressions",
  "determinism",
  "browser",
  "exercises",
  "cli",
  "package",
  "readme",
];

ensureInstalled();
ensureBuilt();
const wanted = (name) => only.length === 0 || only.includes(name);
if (wanted("static")) {
  check("types", "typescript/bin/tsc", ["-p", "tsconfig.json"]);
  check("types, runtime", "typescript/bin/tsc", ["-p", "tsconfig.runtime.json"]);
  check("types, page", "typescript/bin/tsc", ["-p", "visualizer/tsconfig.json"]);
  check("lint", "@biomejs/biome/bin/biome", ["check", "--diagnostic-level=error", "."]);
}
const folders = readdirSync(join(root, "test"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const hasTests = (folder) =>
  readdirSync(join(root, "test", folder), { recursive: true }).some((file) => String(file).endsWith(".test.ts"));
const unit = folders.filter((folder) => !GROUPS.includes(folder) && hasTests(folder));
if (wanted("unit") && unit.length > 0) tests("unit", unit);
if (wanted("browser")) ensureChromium();
for (const group of GROUPS) if (wanted(group) && folders.includes(group) && hasTests(group)) tests(group, [group]);
for (const name of failures) console.log(`failed: ${name}`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
const skippedInCi = total.skipped > 0 && Boolean(process.env.CI);
if (skippedInCi) console.log("In CI every test has to run: what is skipped counts as failed.");
process.exitCode = total.failed > 0 || skippedInCi ? 1 : 0;
