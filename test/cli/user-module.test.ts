import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Scenario } from "../../sim/scenario.ts";
import { inFolder, PATIENT, tidemark } from "./command.ts";

/** Reads numbers, doubles them in a file of its own, and sums them; the last digits of the power are the engine's own. */
const JOB = `import { replaySource, transactionalLogSink, WatermarkStrategy, type JobProgram } from "tidemark";
import { double, type Reading } from "./double.ts";

const half = 1.1 ** 0.5;
const job: JobProgram = (env) => {
  env
    .fromSource(replaySource<Reading>({ input: "numbers", timestampOf: (r) => r.at, speed: 1, disorderMs: 0 }),
      WatermarkStrategy.forMonotonousTimestamps<Reading>(), "numbers")
    .map((r) => double(r))
    .keyBy((r) => r.name)
    .reduce((a, b) => ({ ...b, value: a.value + b.value }))
    .map((r) => r.name + "=" + r.value + " " + (r.value + 0.1) ** 1.7 * half)
    .sinkTo(transactionalLogSink<string>({ log: "sums" }));
  env.execute("sums");
};
export default job;
`;
const DOUBLE = `export interface Reading { name: string; value: number; at: number }
export const double = (r: Reading): Reading => ({ ...r, value: r.value * 2 });
`;

function scenario(module: string): Scenario {
  return {
    version: 1,
    seed: 5,
    confluent: false,
    programs: [{ module }],
    inputs: {
      numbers: { records: Array.from({ length: 20 }, (_, i) => ({ name: "ab"[i % 2], value: i, at: i * 100 })) },
    },
    cluster: { taskManagers: 2, slots: 2 },
    configuration: { "parallelism.default": 2, "execution.checkpointing.interval": "500 ms" },
  };
}

/** A folder with a space and a Chinese character, with a job and its scenario. */
function project(folder: string): string {
  const home = join(folder, "my 潮 jobs");
  mkdirSync(join(home, "jobs"), { recursive: true });
  writeFileSync(join(home, "jobs", "sums.ts"), JOB);
  writeFileSync(join(home, "jobs", "double.ts"), DOUBLE);
  writeFileSync(join(home, "sums.scenario.json"), JSON.stringify(scenario("./jobs/sums.ts")).replaceAll(",", ",\r\n"));
  return home;
}

describe("a job module of the user's", PATIENT, () => {
  test("is told with file and line which call its graph is refused for, also in a file that it imports", () =>
    inFolder(async (folder) => {
      const home = project(folder);
      const job = join(home, "jobs", "forward.ts");
      writeFileSync(
        job,
        'import type { StreamExecutionEnvironment } from "tidemark";\nimport { keyed } from "./keyed.ts";\nexport default (env: StreamExecutionEnvironment, args: ReadonlyMap<string, string>) => {\n  const numbers = env.fromSequence(1, 2);\n  if (args.has("keyed")) keyed(numbers);\n  numbers\n    .forward()\n    .map((n) => n)\n    .setParallelism(7)\n    .print();\n};\n',
      );
      writeFileSync(
        join(home, "jobs", "keyed.ts"),
        'import { type DataStream, Types } from "tidemark";\n\nexport const keyed = (numbers: DataStream<number>) =>\n  numbers\n    .keyBy((n) => [n], Types.OBJECT_ARRAY(Types.LONG));\n',
      );
      const [forward, keyed] = await Promise.all([tidemark("run", job), tidemark("run", job, "--arg", "keyed=1")]);
      expect(forward.code).toBe(2);
      expect(forward.stderr).toContain(`(at ${job}:8, map)`);
      expect(keyed.stderr).toContain("(at keyed.ts:5, keyBy)");
    }));

  test("runs with its scenario, by name and from the scenario alone, and records its hash", () =>
    inFolder(async (folder) => {
      const home = project(folder);
      const file = join(home, "sums.scenario.json");
      const trace = join(home, "run.jsonl");
      const [alone, named] = await Promise.all([
        tidemark("run", "--scenario", file, "--json", "--trace", trace),
        tidemark("run", join(home, "jobs", "sums.ts"), "--scenario", file, "--json"),
      ]);
      expect([alone.stderr, named.stderr, alone.code]).toEqual(["", "", 0]);
      expect(JSON.parse(alone.stdout)).toMatchObject({ status: "FINISHED", recordsIn: 20, job: "./jobs/sums.ts" });
      expect(JSON.parse(named.stdout).digest).toBe(JSON.parse(alone.stdout).digest);
      const [program] = JSON.parse(readFileSync(trace, "utf8").split("\n")[0]).scenario.programs;
      expect(program).toEqual({ module: "./jobs/sums.ts", args: {}, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    }));

  test("has the same hash elsewhere; a scenario with another hash is refused", () =>
    inFolder(async (folder) => {
      const home = project(folder);
      const other = join(folder, "elsewhere");
      cpSync(home, other, { recursive: true });
      const hashOf = async (place: string) => {
        const trace = join(place, "run.jsonl");
        await tidemark("run", "--scenario", join(place, "sums.scenario.json"), "--quiet", "--trace", trace);
        return JSON.parse(readFileSync(trace, "utf8").split("\n")[0]).scenario.programs[0].sha256;
      };
      const sha256 = await hashOf(home);
      expect(await hashOf(other)).toBe(sha256);
      const pinned = { ...scenario("./jobs/sums.ts"), programs: [{ module: "./jobs/sums.ts", sha256 }] };
      writeFileSync(join(other, "pinned.json"), JSON.stringify(pinned));
      expect((await tidemark("run", "--scenario", join(other, "pinned.json"), "--quiet")).code).toBe(0);
      writeFileSync(join(other, "jobs", "double.ts"), DOUBLE.replace("* 2", "* 3"));
      const refused = await tidemark("run", "--scenario", join(other, "pinned.json"));
      expect(refused.stderr).toMatch(/^tidemark: The job module \.\/jobs\/sums\.ts has changed: .*\n$/);
      expect(refused.code).toBe(2);
    }));
});

describe("a job module that cannot be run is one sentence with file and line", PATIENT, () => {
  test.each([
    ["a syntax error", "\nconst x = ;\n", /^tidemark: \S+job\.ts:2: Unexpected ";"\.\n$/],
    [
      "no default export",
      "export const job = 1;\n",
      /^tidemark: The job module \S+job\.ts has no default export .*\n$/,
    ],
    [
      "a default that is no job",
      "export default 3;\n",
      /^tidemark: The job module \S+job\.ts has no default export .*\n$/,
    ],
    ["a throw", "type A = 1;\n\nnull!.x;\nexport default () => {};\n", /job\.ts:3: loading the module failed: .+\n$/],
    ["an import of Node", 'import "node:fs";\n', /^tidemark: \S+job\.ts:1: the import "node:fs" cannot be found.*\n$/],
    [
      "an import of nothing",
      'import "./no.ts";\n',
      /^tidemark: \S+job\.ts:1: the import ".\/no.ts" cannot be found.*\n$/,
    ],
    ["a job without a sink", "export default (env) => {};\n", /^tidemark: .+\n$/],
  ])("%s", (_, code, sentence) =>
    inFolder(async (folder) => {
      const path = join(folder, "job.ts");
      writeFileSync(path, code);
      const { code: exit, stdout, stderr } = await tidemark("run", path);
      expect(stderr).toMatch(sentence);
      expect([exit, stdout]).toEqual([2, ""]);
    }),
  );

  test("a file that is not there", async () => {
    const { code, stderr } = await tidemark("run", "./no-such-job.ts");
    expect(stderr).toBe("tidemark: The job module ./no-such-job.ts cannot be read: there is no such file.\n");
    expect(code).toBe(2);
  });
});

test("what a job prints is shown, with the last lines of many", PATIENT, () =>
  inFolder(async (folder) => {
    const job = `import type { StreamExecutionEnvironment } from "tidemark";
export default (env: StreamExecutionEnvironment) => {
  env.fromSequence(1, 7).print("n");
  env.fromElements("a").printToErr();
  env.execute();
};
`;
    writeFileSync(join(folder, "printing.ts"), job);
    const { code, stdout } = await tidemark("run", join(folder, "printing.ts"));
    expect(code).toBe(0);
    expect(stdout).toContain("stdout      7 lines printed on the TaskManagers, the last 5 of them:\n");
    expect(stdout).toMatch(/\n {12}n:\d> 7\n/);
    expect(stdout).toMatch(/\n {12}\d> a\n/);
    expect(stdout).toContain("stderr      1 line printed on the TaskManagers:\n");
  }),
);
