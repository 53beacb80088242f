/** `tidemark jobs` and `tidemark scenarios`: what is built in. */
import type { Command } from "commander";
import { JOBS } from "../exercises/jobs/index.ts";
import { SCENARIOS } from "../exercises/scenarios/index.ts";
import { pad, WIDTH, wrap } from "./text.ts";

const NAME = 22;

interface Named {
  readonly name: string;
  readonly purpose: string;
}

/** Adds both commands. */
export function addLists(program: Command): void {
  const jobs = Object.entries(JOBS).map(([name, { purpose }]) => ({ name, purpose }));
  const scenarios = Object.entries(SCENARIOS).map(([name, { purpose }]) => ({ name, purpose: purpose ?? "" }));
  addList(program, "jobs", "list the built-in jobs", jobs);
  addList(program, "scenarios", "list the built-in scenarios, in the order in which they may be read", scenarios);
}

function addList(program: Command, name: string, description: string, entries: readonly Named[]): void {
  program
    .command(name)
    .description(description)
    .option("--json", "print them as JSON")
    .addHelpText(
      "after",
      `\nExamples:\n  tidemark ${name}\n  tidemark ${name} --json\n  tidemark run ${entries[0].name}`,
    )
    .action((options: { json?: boolean }) => {
      process.stdout.write(options.json === true ? `${JSON.stringify(entries)}\n` : table(entries));
    });
}

function table(entries: readonly Named[]): string {
  const lines = entries.flatMap(({ name, purpose }) =>
    wrap(purpose, WIDTH - NAME).map((line, i) => `${pad(i === 0 ? name : "", NAME)}${line}`),
  );
  return `${lines.join("\n")}\n`;
}
