/** What `tidemark ui` understands. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { EXIT_CODES } from "../interruption.ts";
import { portNumber } from "../option-values.ts";
import { PACKAGE_ROOT } from "../root.ts";
import { UserError } from "../user-error.ts";
import { type UiOptions, uiCommand } from "./ui-command.ts";

const DEFAULT_PORT = 7117;

const EXAMPLES = `
Examples:
  tidemark ui
  tidemark ui --scenario watermark
  tidemark ui --scenario my.scenario.json --port 0
  tidemark run recovery --trace run.jsonl --trace-level records
  tidemark ui --trace run.jsonl

The page is served to this machine only. Exit codes: 130 after Ctrl-C, 2 wrong use.`;

/** Adds the command. */
export function addUi(program: Command, finish: (code: number) => void): void {
  program
    .command("ui")
    .description("see a run in the browser: play it, break it, go back")
    .option("--port <n>", "port to serve the page on; 0: any that is free", portNumber, DEFAULT_PORT)
    .option("--scenario <file>", "open with this scenario: a JSON file or the name of a built-in one")
    .addOption(
      new Option("--trace <file>", "open with this trace that `tidemark run --trace` wrote").conflicts("scenario"),
    )
    .addHelpText("after", EXAMPLES)
    .action(async (options: UiOptions) => {
      const print = (line: string): void => void process.stdout.write(`${line}\n`);
      finish(await uiCommand(options, { folder: currentPage, print, ended: signalled }));
    });
}

/** The folder of the page: in a checkout built when a source is newer; in an installed package it is there. */
function currentPage(): string {
  const script = join(PACKAGE_ROOT, "cli", "bin", "build-ui.js");
  if (existsSync(script)) {
    const { status, stderr } = spawnSync(process.execPath, [script, "--if-needed"], { encoding: "utf8" });
    if (status !== 0) throw new UserError(sentenceOf(stderr));
  }
  return join(PACKAGE_ROOT, "dist", "ui");
}

/** What the build says of itself, without the warnings of its tools. */
function sentenceOf(stderr: string): string {
  const [sentence] = /The page could not be built[^]*/.exec(stderr) ?? ["The page could not be built."];
  return sentence.trim().replace(/\s*\n\s*/g, " ");
}

/** The first signal that asks for the end. */
function signalled(): Promise<number> {
  return new Promise((end) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => end(EXIT_CODES[signal]));
  });
}
