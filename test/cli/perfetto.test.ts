import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Pauses } from "../../cli/interruption.ts";
import { writePerfettoFile } from "../../cli/perfetto-file.ts";
import { packageVersion } from "../../cli/root.ts";
import { JOBS } from "../../exercises/jobs/index.ts";
import { simulate } from "../../sim/simulation.ts";
import type { ChromeEvent } from "../../visualizer/perfetto/chrome-event.ts";
import { problemsOf } from "../visualizer/perfetto/problems.ts";
import { inFolder, PATIENT, tidemark } from "./command.ts";

function readRows(path: string): { otherData: unknown; traceEvents: ChromeEvent[] } {
  return JSON.parse(readFileSync(path, "utf8"));
}

describe("tidemark run --perfetto", PATIENT, () => {
  test("writes a file with the records of the run, and changes nothing in it", () =>
    inFolder(async (folder) => {
      const file = join(folder, "潮 run.json");
      const [plain, exported] = await Promise.all([
        tidemark("run", "recovery", "--json"),
        tidemark("run", "recovery", "--json", "--perfetto", file),
      ]);
      expect(exported).toMatchObject({ code: 0, stderr: "" });
      expect(JSON.parse(exported.stdout).digest).toBe(JSON.parse(plain.stdout).digest);
      const { otherData, traceEvents } = readRows(file);
      expect(otherData).toEqual({ engine: packageVersion(), scenario: "recovery", seed: 1 });
      expect(problemsOf(traceEvents)).toEqual([]);
      expect(traceEvents.some((row) => row.ph === "f" && row.cat === "rec")).toBe(true);
      expect(readdirSync(folder)).toEqual(["潮 run.json"]);
    }));

  test("writes what --trace wants beside it, no finer than it wants it", () =>
    inFolder(async (folder) => {
      const [file, trace] = [join(folder, "run.json"), join(folder, "run.jsonl")];
      expect(await tidemark("run", "recovery", "--quiet", "--perfetto", file, "--trace", trace)).toEqual({
        code: 0,
        stdout: "",
        stderr: "",
      });
      expect(readRows(file).traceEvents.some((row) => row.ph === "f" && row.cat === "rec")).toBe(true);
      expect(readFileSync(trace, "utf8")).not.toContain("el.take");
    }));

  test("shows buffers of a big run, and says so", () =>
    inFolder(async (folder) => {
      const { scenario, program } = JOBS["word-count"];
      const run = simulate(scenario, { programs: { "word-count": program } }, { level: 2 });
      const write = async (records: number) => {
        const path = join(folder, `${records}.json`);
        const notes = await writePerfettoFile(path, run, "word-count", records, new Pauses());
        const rows = readRows(path).traceEvents;
        expect(problemsOf(rows)).toEqual([]);
        return { notes, arrows: rows.filter((row) => row.ph === "f" && row.cat === "rec").length };
      };
      expect(await write(20_000)).toEqual({ notes: [], arrows: 251 });
      const { notes, arrows } = await write(20_001);
      expect(notes).toEqual([`${join(folder, "20001.json")} shows buffers, not records: the run has 20,001 records.`]);
      expect(arrows).toBe(0);
    }));

  test.each([
    [["--perfetto", "no-such-folder/run.json"], /The file no-such-folder\/run\.json cannot be written: .*\./],
    [["--perfetto", "."], /The file \. cannot be written: .*\./],
    [["--perfetto"], /option '--perfetto <file>' argument missing/],
    [["--perfetto", "x.json", "--trace", "./x.json"], /--trace and --perfetto name the same file/],
    [["--perfeto", "x.json"], /unknown option '--perfeto'.*did you mean --perfetto\?/],
  ])("refuses %j in one sentence", async (args, sentence) => {
    const { code, stdout, stderr } = await tidemark("run", "recovery", ...args);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });
});
