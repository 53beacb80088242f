import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyProject, install, isUnreachable, node, npx, type Packed, pack, ROOT, rootFile } from "./support/npm.ts";

const TIMEOUT_MS = 120_000;
const MAX_BYTES = 5_000_000;
const TSC = join(ROOT, "node_modules", "typescript", "bin", "tsc");

const JOB = `import { type JobProgram, replaySource, transactionalLogSink, WatermarkStrategy } from "tidemark";
const job: JobProgram = (env) => {
  env
    .fromSource(replaySource<{ at: number }>({ input: "ticks", timestampOf: (t) => t.at, speed: 1, disorderMs: 0 }),
      WatermarkStrategy.noWatermarks<{ at: number }>(), "ticks")
    .map((t) => t.at * 2)
    .sinkTo(transactionalLogSink<number>({ log: "doubled" }));
  env.execute("doubler");
};
export default job;
`;

const SCRIPT = `import { WatermarkStrategy, replaySource, transactionalLogSink } from "tidemark";
import { simulateVerified } from "tidemark/sim";
const job = (env) => {
  const source = replaySource({ input: "ticks", timestampOf: (t) => t.at, speed: 1, disorderMs: 0 });
  env.fromSource(source, WatermarkStrategy.noWatermarks(), "ticks").sinkTo(transactionalLogSink({ log: "out" }));
  env.execute("ticks");
};
const run = simulateVerified(
  { version: 1, seed: 1, programs: [{ module: "job" }], cluster: { taskManagers: 1, slots: 1 }, confluent: true,
    configuration: { "execution.checkpointing.interval": "1 s" }, inputs: { ticks: { records: [{ at: 0 }, { at: 5 }] } } },
  { programs: { job } },
);
console.log(run.status, run.exactlyOnce, run.output("out").join(" "));
`;

/** Right but for the three lines that are marked. */
const TYPES = `import { type JobProgram, WatermarkStrategy } from "tidemark";
import { type Run, type Scenario, simulate, simulateVerified } from "tidemark/sim";
export const program: JobProgram = (env) => void env.execute("right");
export const wrong: JobProgram = (env) => void env.execute(1); // 4
export const strategy: WatermarkStrategy<string> = WatermarkStrategy.forBoundedOutOfOrderness<string>(5);
declare const scenario: Scenario;
export const run: Run = simulate(scenario, { programs: { program } });
export const held: string = simulateVerified(scenario, { programs: { program } }).exactlyOnce; // 8
export const seed: Scenario = { ...scenario, seed: "1" }; // 9
`;

const temporary = mkdtempSync(join(tmpdir(), "tidemark-package-"));
const home = join(temporary, "my 潮 dir");
let packed: Packed;
let unreachable = false;

beforeAll(() => {
  packed = pack(temporary);
  emptyProject(home);
  const installed = install(home, join("..", packed.filename));
  unreachable = isUnreachable(installed);
  if (installed.status !== 0 && (!unreachable || process.env.CI)) throw new Error(installed.stderr);
}, TIMEOUT_MS);
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

const NO_REGISTRY = "There is no way to npm's registry, so the package's dependencies could not be installed.";

/** A test on the installed package. */
function onInstalled(name: string, body: () => void): void {
  test(name, { timeout: TIMEOUT_MS }, (context) => {
    context.skip(unreachable, NO_REGISTRY);
    body();
  });
}

/** What a learner gets: texts, exercises as they are given, what they import, and solutions for later. */
function isCourse(path: string): boolean {
  return /^exercises\/(README\.md|taxi\/[\w-]+\.ts|course\/missing-solution\.ts|[\w-]+\/(solution\.ts|exercise\.ts\.given|(README|discussion)(\.zh)?\.md))$/.test(
    path,
  );
}

describe("the archive", () => {
  test("holds what is needed and nothing that is for development", () => {
    const paths = packed.files.map(({ path }) => path);
    for (const path of ["LICENSE", "README.md", "README.zh.md", "ARCHITECTURE.md", "exercises/data/ORIGIN.md"])
      expect(paths).toContain(path);
    expect(paths).toEqual(expect.arrayContaining(["dist/src/index.js", "dist/src/index.d.ts", "dist/sim/index.js"]));
    const foreign = paths.filter(
      (path) =>
        !/^(dist\/(src|sim|exercises|cli|visualizer|ui)|cli|exercises\/data|docs)\/|^[^/]+$/.test(path) &&
        !isCourse(path),
    );
    expect(foreign).toEqual([]);
    const own = paths.filter((path) => !path.startsWith("cli/init/template/") && !isCourse(path));
    expect(own.filter((path) => /(^|\/)(test|bench|tmp)\/|\.test\.|\.map$/.test(path))).toEqual([]);
    expect(own.filter((path) => /(?<!\.d)\.ts$/.test(path))).toEqual([]);
  });

  test("holds the page with its library, and nothing that only its build needs", () => {
    const ui = packed.files.map(({ path }) => path).filter((path) => path.startsWith("dist/ui/"));
    expect(ui).toEqual(expect.arrayContaining(["dist/ui/index.html", "dist/ui/library.json"]));
    expect(ui.filter((path) => /^dist\/ui\/assets\/[^/]*worker-[^/]*\.js$/.test(path))).toHaveLength(1);
    expect(ui).not.toContain("dist/ui/.built");
    expect(packed.files.map(({ path }) => path)).not.toContain("cli/bin/build-ui.js");
  });

  test("has at most 5 MB, the taxi data among them", () => {
    expect(packed.size).toBeLessThanOrEqual(MAX_BYTES);
    expect(packed.files.map(({ path }) => path)).toContain("exercises/data/nycTaxiRides.gz");
  });

  test("has every file that the README links to", () => {
    const paths = packed.files.map(({ path }) => path);
    const links = [...rootFile("README.md").matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)|src="(?!https?:)([^"]+)"/g)];
    const files = links.map(([, link, source]) => link ?? source);
    expect(files.length).toBeGreaterThan(2);
    expect(files.filter((file) => !paths.includes(file))).toEqual([]);
  });

  test("asks for no script when it is installed, and for no tool of the tests", () => {
    const { scripts, dependencies } = JSON.parse(rootFile("package.json"));
    for (const script of ["preinstall", "install", "postinstall", "prepare"])
      expect(scripts).not.toHaveProperty(script);
    expect(scripts.prepack).toBe("node cli/bin/build.js && node cli/bin/build-ui.js");
    // The compiler tells learners what is wrong with their file.
    expect(Object.keys(dependencies)).toEqual([
      "chokidar",
      "commander",
      "csv-parse",
      "esbuild",
      "picocolors",
      "seedrandom",
      "typescript",
    ]);
  });
});

describe("in a folder with a blank and a Chinese character, without network, the installed package", () => {
  onInstalled("tells its version", () => {
    const { version } = JSON.parse(rootFile("package.json"));
    expect(npx(home, "tidemark", "--version")).toMatchObject({ status: 0, stdout: `${version}\n` });
  });

  onInstalled("runs a built-in job", () => {
    const { status, stdout } = npx(home, "tidemark", "run", "word-count", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ job: "word-count", verified: { lineage: true, outcome: true } });
    expect(status).toBe(0);
  });

  onInstalled("runs a job on the taxi data that it brings", () => {
    const command = join("node_modules", "tidemark", "cli", "bin", "tidemark.js");
    const { status, stdout } = node(home, command, "run", "ride-cleansing", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ recordsIn: 100_000, verified: { lineage: true } });
    expect(status).toBe(0);
  });

  onInstalled("brings the exercises into the user's folder, and tries what is written there", () => {
    const first = npx(home, "tidemark", "learn");
    expect(first.stdout).toContain("Made the folder tidemark-exercises");
    expect(first.status).toBe(0);
    const folder = join(home, "tidemark-exercises", "long-ride-alerts");
    expect(npx(home, "tidemark", "learn", "check", "long-ride-alerts")).toMatchObject({ status: 1 });
    const brought = join(home, "node_modules", "tidemark", "exercises", "long-ride-alerts", "solution.ts");
    writeFileSync(join(folder, "exercise.ts"), readFileSync(brought));
    const { status, stdout } = npx(home, "tidemark", "learn", "check", "long-ride-alerts", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ state: "passing", problems: [] });
    expect(status).toBe(0);
    writeFileSync(join(folder, "exercise.ts"), "export default (rides: number) => rides.keyBy();\n");
    const wrong = npx(home, "tidemark", "learn", "check", "long-ride-alerts");
    expect(wrong.stdout).toMatch(/exercise\.ts:1:\d+/);
    expect(wrong.status).toBe(1);
  });

  onInstalled("runs a job module of the user's", () => {
    writeFileSync(join(home, "doubler.ts"), JOB);
    const scenario = {
      version: 1,
      seed: 1,
      programs: [{ module: "./doubler.ts" }],
      inputs: { ticks: { records: [{ at: 1 }, { at: 2 }] } },
      cluster: { taskManagers: 1, slots: 1 },
      configuration: { "execution.checkpointing.interval": "1 s" },
    };
    writeFileSync(join(home, "潮.scenario.json"), JSON.stringify(scenario));
    const command = join("node_modules", "tidemark", "cli", "bin", "tidemark.js");
    const { status, stdout, stderr } = node(home, command, "run", "--scenario", "潮.scenario.json", "--json");
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toMatchObject({ job: "./doubler.ts", recordsIn: 2, recordsOut: 2 });
    expect(status).toBe(0);
  });

  test("shows the page until Ctrl-C", { timeout: TIMEOUT_MS }, async (context) => {
    context.skip(unreachable, NO_REGISTRY);
    const command = join("node_modules", "tidemark", "cli", "bin", "tidemark.js");
    const child = spawn(process.execPath, [command, "ui", "--port", "0", "--scenario", "recovery"], { cwd: home });
    const ended = once(child, "close");
    const [line] = await once(child.stdout.setEncoding("utf8"), "data");
    expect(line).toMatch(/^Tidemark is at http:\/\/127\.0\.0\.1:\d+\/#s=recovery \(Ctrl-C ends it\)\n$/);
    const address = new URL(/http:\S+/.exec(line)?.[0] ?? "");
    const page = await (await fetch(address)).text();
    const [, script] = /<script type="module"[^>]* src="([^"]+)"/.exec(page) ?? [];
    expect((await fetch(new URL(script, address))).headers.get("content-type")).toMatch(/^text\/javascript/);
    const library = (await (await fetch(new URL("library.json", address))).json()) as { engine: string };
    expect(library.engine).toBe(JSON.parse(rootFile("package.json")).version);
    child.kill("SIGINT");
    expect(await ended).toEqual([130, null]);
  });

  onInstalled("is imported as tidemark and tidemark/sim", () => {
    writeFileSync(join(home, "script.mjs"), SCRIPT);
    const { stdout, stderr } = node(home, "script.mjs");
    expect(stderr).toBe("");
    expect(stdout).toBe('FINISHED true {"at":0} {"at":5}\n');
  });

  onInstalled("gives its types to a compiler, which sees what is wrong", () => {
    writeFileSync(join(home, "types.ts"), TYPES);
    const options = [
      "--noEmit",
      "--strict",
      "--exactOptionalPropertyTypes",
      "--module",
      "nodenext",
      "--target",
      "es2022",
    ];
    const { stdout } = node(home, TSC, ...options, "--lib", "es2023", "--types", "", "types.ts");
    const wrong = [...stdout.matchAll(/^(\S+)\((\d+),/gm)].map(([, file, line]) => `${file}:${line}`);
    expect(wrong).toEqual(["types.ts:4", "types.ts:8", "types.ts:9"]);
  });
});
