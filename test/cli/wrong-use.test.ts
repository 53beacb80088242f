import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inFolder, PATIENT, ridesFile, tidemark } from "./command.ts";

/** What was asked, and what the one sentence says. */
const REFUSED: readonly (readonly [readonly string[], RegExp])[] = [
  [["rnu"], /unknown command 'rnu'.*did you mean run\?/],
  [["replya", "x"], /unknown command 'replya'.*did you mean replay\?/],
  [["scenario"], /unknown command 'scenario'.*did you mean scenarios\?/],
  [["replay"], /missing required argument 'file'/],
  [["replay", "x", "--jsn"], /unknown option '--jsn'.*did you mean --json\?/],
  [["jobs", "--jsn"], /unknown option '--jsn'.*did you mean --json\?/],
  [["run", "recovery", "zombie"], /too many arguments/],
  [["run", "recovery", "--trace-level", "record"], /'record'.*coordination, buffers, records/],
  [["run"], /Say which job or scenario to run: hourly-tips.*watermark/],
  [["run", "hourly-tip"], /There is no job or scenario hourly-tip; did you mean hourly-tips\?/],
  [["run", "recvery"], /There is no job or scenario recvery; did you mean recovery\?/],
  [["run", "xyzzyx"], /There is no job or scenario xyzzyx; see: tidemark jobs, tidemark scenarios\./],
  [["run", "recovery", "--scenario", "zombie"], /recovery is a scenario already/],
  [["run", "my.scenario.json", "--scenario", "zombie"], /my\.scenario\.json is a scenario already/],
  [["run", "no-such.json"], /The scenario no-such\.json cannot be read: there is no such file\./],
  [["run", "--scenario", "zombi"], /There is no scenario zombi, and no such file; did you mean zombie\?/],
  [["run", "hourly-tips", "--sede", "3"], /unknown option '--sede'.*did you mean --seed\?/],
  [["run", "hourly-tips", "--seed", "x"], /--seed.*'x'.*whole number/],
  [["run", "hourly-tips", "--parallelism", "0"], /--parallelism.*at least 1/],
  [["run", "hourly-tips", "--arg", "windw=5"], /no argument windw; did you mean window\?/],
  [["run", "hourly-tips", "--arg", "window"], /--arg needs key=value, not "window"/],
  [["run", "hourly-tips", "--arg", "window=0"], /window has to be a whole number above 0, not "0"/],
  [
    ["run", "hourly-tips", "-D", "heartbeat.interva=1 s"],
    /"heartbeat.interva" does not exist; did you mean "heartbeat.interval"\?/,
  ],
  [["run", "hourly-tips", "-D", "heartbeat.interval=soon"], /"heartbeat.interval" needs a duration/],
  [["run", "hourly-tips", "--fault", "crash:tm=B"], /The fault "crash:tm=B" cannot be read: it has no "@"/],
  [["run", "hourly-tips", "--input", "no-such-file"], /The input no-such-file cannot be read: there is no such file\./],
  [["run", "hourly-tips", "--input", "."], /The input \. cannot be read: it is a directory\./],
  [["run", "--scenario", "no-such.json"], /The scenario no-such.json cannot be read: there is no such file\./],
];

describe.concurrent("wrong use ends with 2 and one sentence", PATIENT, () => {
  test.each(REFUSED)("%j", async (args, sentence) => {
    const { code, stdout, stderr } = await tidemark(...args);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

describe("a line of the input that cannot be read", PATIENT, () => {
  test("is named with file, number and reason", () =>
    inFolder(async (folder) => {
      const file = ridesFile(folder, 10, { 2: "1,START,2013-01-01" });
      const { code, stderr } = await tidemark("run", "hourly-tips", "--input", file);
      expect(stderr).toBe(`tidemark: ${file}:3: The line has 3 fields instead of 11.\n`);
      expect(code).toBe(2);
    }));

  test("is skipped and counted if that is wanted", () =>
    inFolder(async (folder) => {
      const file = ridesFile(folder, 300, { 2: "1,START,2013-01-01", 7: "" });
      const args = ["--input", file, "--on-bad-record", "skip", "--fault", "none"];
      const { code, stdout, stderr } = await tidemark("run", "hourly-tips", ...args);
      expect(stderr).toContain(`skipped ${file}:3: The line has 3 fields instead of 11.`);
      expect(stderr).toContain("2 bad lines skipped");
      expect(stdout).toMatch(/Input +300 records, 0 late, 2 bad lines skipped/);
      expect(code).toBe(0);
    }));
});

test.each([
  ["{", /is no JSON/],
  ['{"version":2}', /has version 2; this program reads version 1/],
  [
    '{"version":1,"seed":1,"programs":[{"module":"hourly-tips"}],"cluster":{"taskManagers":1,"slots":1},"sed":2}',
    /unknown field "sed"; did you mean "seed"\?/,
  ],
])("the scenario file %s is refused", PATIENT, (content, sentence) =>
  inFolder(async (folder) => {
    const file = join(folder, "s.scenario.json");
    writeFileSync(file, content);
    const { code, stderr } = await tidemark("run", "--scenario", file);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect(code).toBe(2);
  }),
);
