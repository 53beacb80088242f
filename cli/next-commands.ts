/** What a reader of a report may try next: commands that work as they stand. */
import { SCENARIOS } from "../exercises/scenarios/index.ts";
import { columnsOf } from "../sim/narrate/columns.ts";
import type { Scenario } from "../sim/scenario.ts";
import type { RunOptions } from "./run-command.ts";
import { LABEL, WIDTH } from "./text.ts";

const WANTED = 3;
/** Words that a shell takes as they are. */
const SAFE_WORD = /^[\w@%+=:,./-]+$/;

/**
 * @param asked the job as the user named it
 * @param held did everything hold
 */
export function nextCommands(
  asked: string | undefined,
  options: RunOptions,
  scenario: Scenario,
  held: boolean,
): string[] {
  const again = ["run", ...(asked === undefined ? [] : [asked]), ...kept(options)];
  const withoutFaults = (scenario.faults ?? []).length > 0 ? [[...again, "--fault", "none"]] : [];
  const traced =
    options.trace === undefined
      ? [[...again, "--trace", "run.jsonl"]]
      : [
          ["trace", options.trace, "--kind", "cp"],
          ["replay", options.trace],
        ];
  const seed = [...again, "--seed", String(scenario.seed + 6)];
  const lesson = ["run", nextLesson(scenario.name)];
  const wanted = held ? [lesson, ...withoutFaults, ...traced, seed] : [...traced, ...withoutFaults, seed, lesson];
  return [...wanted, ["scenarios"], ["jobs"]]
    .map((words) => `npx tidemark ${words.map(quoted).join(" ")}`)
    .filter((command) => columnsOf(command) <= WIDTH - LABEL)
    .slice(0, WANTED);
}

/** The options that make the run what it was, but for those that the suggestions change. */
function kept({ scenario, input, arg, define, parallelism, taskManagers, checkpointInterval }: RunOptions): string[] {
  const numbers: readonly (readonly [string, number | undefined])[] = [
    ["--parallelism", parallelism],
    ["--task-managers", taskManagers],
    ["--checkpoint-interval", checkpointInterval],
  ];
  return [
    ...(scenario === undefined ? [] : ["--scenario", scenario]),
    ...(input === undefined ? [] : ["--input", input]),
    ...(arg ?? []).flatMap((pair) => ["--arg", pair]),
    ...(define ?? []).flatMap((pair) => ["-D", pair]),
    ...numbers.flatMap(([name, value]) => (value === undefined ? [] : [name, String(value)])),
  ];
}

/** The scenario that comes after this one in the order in which they may be read; the first one after everything else. */
function nextLesson(name: string | undefined): string {
  const names = Object.keys(SCENARIOS);
  return names[(names.indexOf(name ?? "") + 1) % names.length];
}

function quoted(word: string): string {
  return SAFE_WORD.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
