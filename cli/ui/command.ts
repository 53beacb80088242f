/** What `tidemark ui` understands. */
import { type Command, Option } from "commander";
import { EXIT_CODES } from "../interruption.ts";
import { portNumber, virtualTimeMs } from "../option-values.ts";
import { currentPage } from "./current-page.ts";
import { type UiOptions, uiCommand } from "./ui-command.ts";

const DEFAULT_PORT = 7117;

const EXAMPLES = `
Examples:
  tidemark ui
  tidemark ui --scenario watermark --at 5.1s
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
    .option("--scenario <file>", "open with this scenario: a JSON file, a job module or the name of a built-in one")
    .option("--at <time>", "with --scenario: the virtual time to open it at, such as 110ms or 3.2s", virtualTimeMs)
    .addOption(
      new Option("--trace <file>", "open with this trace that `tidemark run --trace` wrote").conflicts("scenario"),
    )
    .addOption(
      new Option("--tour <file>", "open with this tour: moments that were dropped in the page").conflicts([
        "scenario",
        "trace",
      ]),
    )
    .addHelpText("after", EXAMPLES)
    .action(async (options: UiOptions) => {
      const print = (line: string): void => void process.stdout.write(`${line}\n`);
      finish(await uiCommand(options, { folder: currentPage, print, ended: signalled }));
    });
}

/** The first signal that asks for the end. */
function signalled(): Promise<number> {
  return new Promise((end) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => end(EXIT_CODES[signal]));
  });
}
