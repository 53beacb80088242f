import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readTrace } from "../../sim/trace/jsonl.ts";
import { inFolder, PATIENT, ridesFile, tidemark } from "./command.ts";

const RIDES = 2000;
const CRASH = ["--fault", "crash:tm=B@cp.complete#1+500ms/10s", "--checkpoint-interval", "500"];

describe("tidemark run --json", PATIENT, () => {
  test("prints one object with the fields that others build on", () =>
    inFolder(async (folder) => {
      const file = ridesFile(folder, RIDES);
      const { code, stdout } = await tidemark("run", "hourly-tips", "--input", file, "--seed", "7", "--json", ...CRASH);
      const result = JSON.parse(stdout);
      expect(Object.keys(result)).toEqual([
        "job",
        "seed",
        "status",
        "recordsIn",
        "recordsOut",
        "virtualMs",
        "wallMs",
        "events",
        "checkpoints",
        "restarts",
        "replayed",
        "faults",
        "outputs",
        "verified",
        "digest",
      ]);
      expect(result).toMatchObject({
        job: "hourly-tips",
        seed: 7,
        status: "FINISHED",
        recordsIn: RIDES,
        verified: { lineage: true, outcome: true, violations: [] },
      });
      expect(result.faults).toEqual([{ spec: CRASH[1], fired: true, atMs: expect.any(Number) }]);
      expect(result.restarts).toBeGreaterThan(0);
      expect(result.outputs.map(({ sink }: { sink: string }) => sink)).toEqual(["rows", "winners"]);
      expect(result.outputs[0].sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(result.digest).toMatch(/^[0-9a-f]{32}$/);
      expect(code).toBe(0);
    }));

  test("gives the same digest again, another with another seed, and the same output with both", () =>
    inFolder(async (folder) => {
      const file = ridesFile(folder, RIDES);
      const seeds = ["1", "1", "2"].map((seed) =>
        tidemark("run", "hourly-tips", "--input", file, "--json", "--seed", seed, ...CRASH),
      );
      const [a, b, c] = (await Promise.all(seeds)).map(({ stdout }) => JSON.parse(stdout));
      expect(b.digest).toBe(a.digest);
      expect(c.digest).not.toBe(a.digest);
      expect(c.outputs).toEqual(a.outputs);
    }));
});

describe("tidemark run", PATIENT, () => {
  test("reports in at most 80 columns and says exactly once", () =>
    inFolder(async (folder) => {
      const { code, stdout, stderr } = await tidemark(
        "run",
        "hourly-tips",
        "--input",
        ridesFile(folder, RIDES),
        ...CRASH,
      );
      expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
      expect(stdout).toMatch(/^TaskManager B died at [\d.]+ s; .*every tip was counted\s+exactly once\./s);
      expect(stdout).toMatch(/Digest +[0-9a-f]{32}/);
      expect(stderr).toBe("");
      expect(code).toBe(0);
    }));

  test("a job that cannot restart fails with 1 and does not claim anything", () =>
    inFolder(async (folder) => {
      const args = ["--input", ridesFile(folder, RIDES), "-D", "restart-strategy.type=none", ...CRASH];
      const { code, stdout } = await tidemark("run", "hourly-tips", ...args);
      expect(stdout).toMatch(/^The job failed: /);
      expect(stdout).not.toContain("exactly once");
      expect(code).toBe(1);
    }));

  test("a parallelism above the slots fails with the number that is lacking", () =>
    inFolder(async (folder) => {
      const { code, stdout } = await tidemark(
        "run",
        "hourly-tips",
        "--input",
        ridesFile(folder, 100),
        "--parallelism",
        "8",
      );
      expect(stdout.replace(/\s+/g, " ")).toMatch(/^The job failed: .*2 are missing/);
      expect(code).toBe(1);
    }));

  test("--quiet prints nothing", () =>
    inFolder(async (folder) => {
      const { code, stdout, stderr } = await tidemark(
        "run",
        "hourly-tips",
        "--input",
        ridesFile(folder, 100),
        "--quiet",
        "--fault",
        "none",
      );
      expect([code, stdout, stderr]).toEqual([0, "", ""]);
    }));

  test("--trace writes a file that can be read again, and changes no digest", () =>
    inFolder(async (folder) => {
      const file = ridesFile(folder, 100);
      const path = join(folder, "run.jsonl");
      const run = (...more: string[]) =>
        tidemark("run", "hourly-tips", "--input", file, "--json", "--fault", "none", ...more);
      const [traced, plain] = await Promise.all([run("--trace", path, "--trace-level", "records"), run()]);
      const { header, events } = readTrace(readFileSync(path, "utf8"));
      expect(header.digest).toBe(JSON.parse(traced.stdout).digest);
      expect(header.digest).toBe(JSON.parse(plain.stdout).digest);
      expect(events.some(({ kind }) => kind === "src.emit")).toBe(true);
      expect(readdirSync(folder).sort()).toEqual(["rides.txt", "run.jsonl"]);
    }));

  test("--scenario runs a file, whose input lies beside it", () =>
    inFolder(async (folder) => {
      ridesFile(folder, 100);
      const scenario = {
        version: 1,
        seed: 3,
        confluent: true,
        programs: [{ module: "hourly-tips", args: { window: "1" } }],
        inputs: { rides: { file: "rides.txt", format: "taxi-rides" } },
        cluster: { taskManagers: 1, slots: 2 },
        configuration: { "parallelism.default": 2, "execution.checkpointing.interval": "1 s" },
      };
      const path = join(folder, "small.scenario.json");
      writeFileSync(path, JSON.stringify(scenario));
      const { code, stdout } = await tidemark("run", "--scenario", path, "--json");
      const plain = await tidemark("run", path, "--json");
      expect(JSON.parse(plain.stdout).digest).toBe(JSON.parse(stdout).digest);
      expect(JSON.parse(stdout)).toMatchObject({ job: "hourly-tips", seed: 3, recordsIn: 100 });
      expect(code).toBe(0);
    }));
});

describe.concurrent("help", PATIENT, () => {
  test.each([["--help"], ["run --help"], ["replay --help"], ["trace --help"], ["jobs --help"], ["scenarios --help"]])(
    "tidemark %s shows examples within 80 columns",
    async (command) => {
      const { code, stdout } = await tidemark(...command.split(" "));
      expect(stdout).toMatch(/Examples:\n {2}tidemark/);
      expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
      expect(code).toBe(0);
    },
  );

  test("--version is the package's", async () => {
    const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
    expect(await tidemark("--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("without a command shows what there is, and is wrong use", async () => {
    const { code, stdout, stderr } = await tidemark();
    expect(stdout + stderr).toMatch(/Usage: tidemark .*Examples:/s);
    expect(code).toBe(2);
  });
});
