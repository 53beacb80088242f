import { describe, expect, test } from "vitest";
import { nextCommands } from "../../cli/next-commands.ts";
import type { RunOptions } from "../../cli/run-command.ts";
import { JOBS } from "../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import { columnsOf } from "../../sim/narrate/columns.ts";
import { inFolder, PATIENT, tidemark } from "./command.ts";

const plain: RunOptions = { traceLevel: 0, onBadRecord: "fail" };

/** The words of a command line, as a shell would split them. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/'((?:[^']|'\\'')*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare);
}

describe("what the report says to try next", PATIENT, () => {
  test("is three commands; the demonstration leads a newcomer to the first lesson", () => {
    const next = nextCommands("hourly-tips", plain, JOBS["hourly-tips"].scenario, true);
    expect(next).toEqual([
      "npx tidemark run watermark",
      "npx tidemark run hourly-tips --fault none",
      "npx tidemark run hourly-tips --trace run.jsonl",
    ]);
  });

  test("leads from each lesson to the next", () => {
    const names = Object.keys(SCENARIOS);
    names.slice(0, -1).forEach((name, i) => {
      expect(nextCommands(name, plain, SCENARIOS[name], true)[0]).toBe(`npx tidemark run ${names[i + 1]}`);
    });
  });

  test("keeps what made the run what it was, and quotes it for a shell", () => {
    const options = { ...plain, scenario: "潮 1", arg: ["a=it's"] };
    const next = nextCommands(undefined, options, SCENARIOS.recovery, true);
    expect(next[1]).toBe("npx tidemark run --scenario '潮 1' --arg 'a=it'\\''s' --fault none");
  });

  test("is never wider than the report, and always three", () => {
    for (const scenario of ["s".repeat(60), "s"]) {
      const next = nextCommands("j", { ...plain, scenario: `${scenario}.json` }, SCENARIOS.recovery, false);
      expect(next).toHaveLength(3);
      for (const command of next) expect(columnsOf(command)).toBeLessThanOrEqual(68);
    }
  });

  test.each(["watermark", "hourly-tips"])("works as it stands, after %s", (name) =>
    inFolder(async (folder) => {
      const scenario = SCENARIOS[name] ?? JOBS[name].scenario;
      const after = nextCommands(name, { ...plain, trace: `${folder}/run.jsonl` }, scenario, true);
      const commands = new Set([...nextCommands(name, plain, scenario, true), ...after]);
      const small = [...commands].filter((command) => !command.includes("hourly-tips"));
      await tidemark("run", "watermark", "--quiet", "--trace", `${folder}/run.jsonl`);
      for (const command of small) {
        const words = wordsOf(command).slice(2);
        const args = words.map((word) => (word === "run.jsonl" ? `${folder}/again.jsonl` : word));
        expect([command, (await tidemark(...args)).code]).toEqual([command, 0]);
      }
    }),
  );
});
