/**
 * How the page keeps up, measured in Chromium without a GPU: `npm run bench:page [-- --json]`. Needs chromium; builds the
 * page if a source is newer.
 */
import { spawnSync } from "node:child_process";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "playwright-core";
import { PACKAGE_ROOT } from "../../cli/root.ts";
import { builtInLibrary, libraryJob } from "../../cli/ui/library.ts";
import { jsonFile, readPageFiles } from "../../cli/ui/page-files.ts";
import { servePage } from "../../cli/ui/server.ts";
import { bundleModule } from "../../cli/user-module/bundle.ts";
import type { Library } from "../../visualizer/library/library.ts";
import { floodScenario } from "./flood-scenario.ts";
import { atMillionEvents, firstFrame, tokens } from "./measures.ts";

const ROOT = PACKAGE_ROOT;
const HERE = fileURLToPath(import.meta.url);

/** A figure and what it should not exceed (or, for `atLeast`, fall below). */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number;
  readonly atLeast?: boolean;
}

function library(records: number): Library {
  const scenario = floodScenario(records);
  const flood = bundleModule("flood", join(dirname(HERE), `flood-job${extname(HERE)}`));
  const own = builtInLibrary();
  return {
    ...own,
    scenarios: [...own.scenarios, { name: "flood", purpose: "", scenario }],
    jobs: [...own.jobs, libraryJob("flood", flood)],
  };
}

async function measured(records: number, link: string, measure: (page: Page) => Promise<Figure[]>): Promise<Figure[]> {
  const files = readPageFiles(`${ROOT}/dist/ui`);
  files.set("/library.json", jsonFile(library(records)));
  // Found by whoever started this.
  const executablePath = process.env.TIDEMARK_CHROMIUM ?? "";
  if (executablePath === "") throw new Error("There is no Chromium: apt-get install chromium.");
  const server = await servePage(0, { files, trace: null });
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--js-flags=--expose-gc", "--enable-precise-memory-info"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`http://127.0.0.1:${server.port}/?test=1${link}`);
    return await measure(page);
  } finally {
    await browser.close();
    server.close();
  }
}

const built = spawnSync(process.execPath, ["cli/bin/build-ui.js"], { cwd: ROOT, encoding: "utf8" });
if (built.status !== 0) throw new Error(built.stderr);
const figures = [
  ...(await measured(2000, "", firstFrame)),
  ...(await measured(12_000, "#s=flood&at=1", tokens)),
  ...(await measured(104_500, "#s=flood&at=1", atMillionEvents)),
];
if (process.argv.includes("--json"))
  console.log(JSON.stringify({ cases: figures, sizes: built.stdout.trim().split("\n") }));
else {
  console.log(built.stdout.trim());
  for (const { name, value, unit, limit, atLeast = false } of figures)
    console.log(`${name}: ${value.toFixed(1)} ${unit} (${atLeast ? "at least" : "limit"} ${limit})`);
}
