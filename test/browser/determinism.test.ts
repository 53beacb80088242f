import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../cli/bin/chromium.js";
import { MATH_DIGESTS } from "../math/digest.ts";
import { bundle } from "./support/bundle.ts";
import { collect, type Findings } from "./support/digests.ts";
import { runInWorker } from "./support/page.ts";
import { COUNT } from "./support/scenarios.ts";

const TIMEOUT_MS = 180_000;
const ENTRY = fileURLToPath(new URL("support/node-entry.ts", import.meta.url));
const chromium = findChromium();
const folder = mkdtempSync(join(tmpdir(), "tidemark-browser-"));
const bundled = join(folder, "digests.mjs");
let here: Findings;

/** Findings of a Node process of its own. */
function nodeProcess(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Findings> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    child.on("error", failed);
    child.on("close", (code) => (code === 0 ? done(JSON.parse(text)) : failed(new Error(`node ended with ${code}`))));
  });
}

beforeAll(async () => {
  here = collect();
  writeFileSync(bundled, await bundle("node-entry.ts", "node"));
}, TIMEOUT_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("fifty scenarios are the same run", () => {
  test("and no two of them are alike; most meet trouble", () => {
    const { runs, math } = here.digests;
    expect(runs.length).toBe(COUNT);
    expect(new Set(runs.map(({ digest }) => digest)).size).toBe(COUNT);
    expect(runs.filter(({ status }) => status === "FINISHED").length).toBe(COUNT);
    expect(runs.filter(({ restarts }) => restarts > 0).length).toBeGreaterThanOrEqual(20);
    expect(math).toEqual(MATH_DIGESTS);
  });

  test("in a Node process that runs the sources in Chatham, in Turkish", { timeout: TIMEOUT_MS }, async () => {
    const env = { TZ: "Pacific/Chatham", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
    const there = await nodeProcess(["--conditions=source", "--import", "tsx", ENTRY], env);
    expect(there.digests).toEqual(here.digests);
  });

  test("in a Node process without a compiler, bundled, in Kolkata, in Chinese", { timeout: TIMEOUT_MS }, async () => {
    const env = { TZ: "Asia/Kolkata", LANG: "zh_CN.UTF-8", LC_ALL: "zh_CN.UTF-8" };
    const there = await nodeProcess(["--jitless", "--no-warnings", bundled], env);
    expect(there.digests).toEqual(here.digests);
  });

  // In CI a browser that is missing is a failure, not a skip.
  const inBrowser = test.skipIf(chromium === null && !process.env.CI);
  inBrowser("in the worker of a Chromium page that may connect to nothing", { timeout: TIMEOUT_MS }, async () => {
    if (chromium === null) throw new Error("There is no Chromium: apt-get install chromium.");
    const answer = await runInWorker(chromium, await bundle("worker-entry.ts", "browser"));
    const there = JSON.parse(answer.message) as Findings;
    expect(there.digests).toEqual(here.digests);
    expect(there.warnings).toEqual([]);
    expect(answer.requests).toEqual(["/", "/worker.js"]);
  });
});
