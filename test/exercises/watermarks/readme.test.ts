/** What the learner is told of the run is what runs: the table of the exercise holds the records of its scenario. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { simulate } from "tidemark/sim";
import { expect, it } from "vitest";
import { watermarks } from "../../../exercises/watermarks/index.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "exercises", "watermarks");
const RECORDS = 2;

/** Seconds at which records come, and were measured, of each gauge. */
function tableOf(file: string): [comes: number, measured: number][][] {
  const rows = readFileSync(join(FOLDER, file), "utf8")
    .split("\n")
    .filter((line) => /^\| *\d/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, 5)
        .map((cell) => (cell.trim() === "" ? null : Number.parseFloat(cell))),
    );
  return [0, 2].map((at) =>
    rows.flatMap((row): [number, number][] => {
      const [comes, measured] = [row[at], row[at + 1]];
      return comes === null || measured === null ? [] : [[comes, measured]];
    }),
  );
}

it.each(["README.md", "README.zh.md"])("the table in %s says when each record comes and was measured", (file) => {
  const { trace } = simulate(watermarks.scenario, { programs: watermarks.programs }, { level: RECORDS });
  const sent = trace.filter(({ kind }) => kind === "src.emit");
  const gauges = [...new Set(sent.map(({ task }) => task))].sort((a, b) => a - b);
  const records = gauges.map((gauge) =>
    sent.filter(({ task }) => task === gauge).map(({ t, x }) => [t / 1e6, x / 1000]),
  );
  expect(tableOf(file)).toEqual(records);
});
