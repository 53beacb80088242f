import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type UiOptions, uiCommand } from "../../cli/ui/ui-command.ts";
import type { Scenario } from "../../sim/scenario.ts";
import type { Library } from "../../visualizer/library/library.ts";
import { inFolder, PATIENT, ridesFile, tidemark } from "./command.ts";

const JOB = `import { replaySource, transactionalLogSink, WatermarkStrategy, type JobProgram } from "tidemark";
const job: JobProgram = (env) => {
  env
    .fromSource(replaySource<{ at: number }>({ input: "ticks", timestampOf: (t) => t.at, speed: 1, disorderMs: 0 }),
      WatermarkStrategy.noWatermarks<{ at: number }>(), "ticks")
    .sinkTo(transactionalLogSink<{ at: number }>({ log: "out" }));
  env.execute("ticks");
};
export default job;
`;

const TICKS: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "./ticks.ts" }],
  inputs: { ticks: { records: [{ at: 0 }, { at: 5 }] } },
  cluster: { taskManagers: 1, slots: 1 },
};

/** A job of the user's and its scenario. */
function project(folder: string, scenario: Scenario): string {
  writeFileSync(join(folder, "ticks.ts"), JOB);
  const path = join(folder, "潮 ticks.scenario.json");
  writeFileSync(path, JSON.stringify(scenario));
  return path;
}

interface Shown {
  readonly line: string;
  /** What the served library holds. */
  readonly library: Library;
  readonly code: number;
}

/** Runs the command on a page that is a stand-in, looks at what it serves, and ends it. */
async function show(folder: string, options: Omit<UiOptions, "port">, look = async (_url: URL) => {}): Promise<Shown> {
  const page = join(folder, "page");
  mkdirSync(page, { recursive: true });
  writeFileSync(join(page, "index.html"), "the page");
  writeFileSync(join(page, "library.json"), '{"scenarios":[],"jobs":[]}');
  let line = "";
  let library: Library | null = null;
  const code = await uiCommand(
    { ...options, port: 0 },
    {
      folder: () => page,
      print: (printed) => {
        line += printed;
      },
      ended: async () => {
        const url = new URL(/http:\S+/.exec(line)?.[0] ?? "");
        library = (await (await fetch(new URL("/library.json", url))).json()) as Library;
        await look(url);
        return 130;
      },
    },
  );
  if (library === null) throw new Error("no library was served");
  return { line, library, code };
}

describe("tidemark ui", PATIENT, () => {
  test("prints one line with the address and serves the page as it was built until it is ended", () =>
    inFolder(async (folder) => {
      const { line, library, code } = await show(folder, {}, async (url) => {
        expect(await (await fetch(url)).text()).toBe("the page");
        expect((await fetch(new URL("/trace.jsonl", url))).status).toBe(404);
      });
      expect(line).toMatch(/^Tidemark is at http:\/\/127\.0\.0\.1:\d+\/ \(Ctrl-C ends it\)$/);
      expect(library.scenarios).toEqual([]);
      expect(code).toBe(130);
    }));

  test("opens with a built-in scenario", () =>
    inFolder(async (folder) => {
      const { line, library } = await show(folder, { scenario: "word-count" });
      expect(line).toMatch(/\/#s=word-count /);
      expect(library.scenarios.map(({ name }) => name)).toContain("word-count");
    }));

  test("opens with a scenario at a moment, which is nothing without one", () =>
    inFolder(async (folder) => {
      expect((await show(folder, { scenario: "word-count", at: 110.5 })).line).toMatch(/\/#s=word-count&at=110500 /);
      await expect(show(folder, { at: 110 })).rejects.toThrow("name the scenario with --scenario");
    }));

  test("adds a scenario of the user's with the bundle of its job, by hash, and opens with it", () =>
    inFolder(async (folder) => {
      const { line, library } = await show(folder, { scenario: project(folder, TICKS) });
      expect(decodeURIComponent(line)).toContain("/#s=潮 ticks ");
      const [{ name, scenario }] = library.scenarios;
      const [{ module, sha256, code }] = library.jobs;
      expect(name).toBe("潮 ticks");
      expect(scenario.inputs).toEqual(TICKS.inputs);
      expect(scenario.programs).toEqual([{ module: "./ticks.ts", args: {}, sha256 }]);
      expect(module).toBe("./ticks.ts");
      expect(code).toContain('require("tidemark")');
      expect(library.scenarios.map((each) => each.name)).toContain("watermark");
    }));

  test("puts the records of small files into the scenario", () =>
    inFolder(async (folder) => {
      ridesFile(folder, 30);
      const inputs = { rides: { file: "rides.txt", format: "taxi-rides" } };
      const scenario = project(folder, { ...TICKS, name: "mine", programs: [{ module: "ride-count" }], inputs });
      const { line, library } = await show(folder, { scenario });
      expect(line).toContain("/#s=mine ");
      const { rides } = library.scenarios[0].scenario.inputs ?? {};
      expect(rides).toEqual({ records: expect.any(Array) });
      expect("records" in rides && rides.records).toHaveLength(30);
      expect(library.jobs[0].module).toBe("ride-count");
    }));

  test("takes the user's scenario before a built-in one of the same name", () =>
    inFolder(async (folder) => {
      const { library } = await show(folder, { scenario: project(folder, { ...TICKS, name: "watermark" }) });
      const named = library.scenarios.filter(({ name }) => name === "watermark");
      expect(named.map(({ scenario }) => scenario.programs[0].module)).toEqual(["./ticks.ts"]);
    }));

  test("serves a trace that was written before, and opens with it", () =>
    inFolder(async (folder) => {
      const trace = join(folder, "run.jsonl");
      expect(await tidemark("run", "watermark", "--quiet", "--trace", trace)).toMatchObject({ code: 0 });
      const { line } = await show(folder, { trace }, async (url) => {
        const text = await (await fetch(new URL("/trace.jsonl", url))).text();
        expect(text).toMatch(/^\{"format":"tidemark-trace"[\s\S]*"checksum":"[^"]+"\}\n$/);
      });
      expect(line).toContain("/#trace=1 ");
    }));
});

describe("wrong use of tidemark ui ends with 2 and one sentence", PATIENT, () => {
  test.each([
    [["--port", "x"], /--port.*'x'.*a port, from 0 to 65535/],
    [["--port", "65536"], /from 0 to 65535/],
    [["--port", "-1"], /from 0 to 65535/],
    [["--prot", "1"], /unknown option '--prot'.*did you mean --port\?/],
    [["watermark"], /too many arguments/],
    [["--scenario", "watermrk"], /There is no scenario watermrk, and no such file; did you mean watermark\?/],
    [["--scenario", "no-such.json"], /The scenario no-such.json cannot be read: there is no such file\./],
    [["--scenario", "hourly-tips"], /takes scenarios of up to 20,000 records, and this one has 100,000 records; run/],
    [["--trace", "no-such.jsonl"], /no-such\.jsonl cannot be read: there is no such file\./],
    [["--trace", "package.json"], /package\.json: Line 1 of the trace is not JSON\./],
    [["--trace", "a", "--scenario", "b"], /'--trace <file>' cannot be used with option '--scenario <file>'/],
  ])("%j", async (args, sentence) => {
    const { code, stdout, stderr } = await tidemark("ui", ...args);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  test("a job that cannot be built, one that has changed, and a trace that is a scenario", () =>
    inFolder(async (folder) => {
      const refused = async (options: Omit<UiOptions, "port">) =>
        show(folder, options).then(
          () => "",
          (thrown: Error) => `${thrown.name}: ${thrown.message}`,
        );
      const program = { module: "./ticks.ts", sha256: "0".repeat(64) };
      const changed = project(folder, { ...TICKS, programs: [program] });
      expect(await refused({ scenario: changed })).toMatch(/^UserError: The job module \.\/ticks\.ts has changed/);
      expect(await refused({ trace: changed })).toMatch(/^UserError: .* is a scenario, not the trace of a run/);
      writeFileSync(join(folder, "ticks.ts"), 'import "node:fs"; export default () => {};');
      expect(await refused({ scenario: changed })).toMatch(/^UserError: .*the import "node:fs" cannot be found/);
    }));
});
