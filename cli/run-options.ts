/** What `tidemark run` understands. */
import { type Command, Option } from "commander";
import { collect, wholeNumber } from "./option-values.ts";
import { type RunOptions, runCommand } from "./run-command.ts";
import type { FileLevel } from "./trace-file.ts";

/** By what they add to the level before; the first one is -1. */
const TRACE_LEVEL_NAMES = ["digest", "coordination", "buffers", "records"];

const EXAMPLES = `
Examples:
  tidemark run hourly-tips
  tidemark run watermark
  tidemark run hourly-tips --fault none --arg window=60
  tidemark run hourly-tips --fault crash:tm=A@30s --fault slow:tm=C,x=8@40s/10s
  tidemark run word-count -D restart-strategy.type=none --seed 7 --json
  tidemark run recovery --trace run.jsonl --trace-level records
  tidemark run recovery --perfetto run.perfetto.json

Exit codes: 0 everything held, 1 a check or the job failed, 2 wrong use.`;

/** Adds the command. */
export function addRun(program: Command, finish: (code: number) => void): void {
  program
    .command("run")
    .description("run a job or a scenario on a simulated cluster and check the result")
    .argument(
      "[job]",
      "name of a job or scenario (see: tidemark jobs, tidemark scenarios), or path of a job module or of a scenario (.json)",
    )
    .option("--input <file>", "read the records from this file (plain or gzip)")
    .option("--arg <k=v>", "argument of the job; may be repeated", collect)
    .option("--seed <n>", "decides everything that is left to chance", wholeNumber(Number.MIN_SAFE_INTEGER))
    .option("--parallelism <n>", "subtasks of each operator", wholeNumber(1))
    .option("--task-managers <n>", "TaskManagers of the cluster", wholeNumber(1))
    .option("--checkpoint-interval <ms>", "virtual time between checkpoints, ms", wholeNumber(10))
    .option("-D, --define <key=value>", "configuration by Flink's keys; may be repeated", collect)
    .option("--fault <spec>", "fault instead of the scenario's, or none; may be repeated", collect)
    .option("--scenario <file>", "run in this scenario: a JSON file or the name of a built-in one")
    .option("--trace <file>", "write the trace to this file (JSON lines)")
    .addOption(
      new Option("--trace-level <level>", "finest events in it").choices(TRACE_LEVEL_NAMES).default("coordination"),
    )
    .option("--perfetto <file>", "write the run for Perfetto (open it at https://ui.perfetto.dev)")
    .option("--open", "print a link that shows the run in the page (see: tidemark ui)")
    .option("--base-url <url>", "address of the page in that link, when it is served elsewhere")
    .option("--json", "print the result as JSON")
    .option("--quiet", "print nothing; the exit code tells")
    .addOption(
      new Option("--on-bad-record <policy>", "what to do with a line that cannot be read")
        .choices(["fail", "skip"])
        .default("fail"),
    )
    .addHelpText("after", EXAMPLES)
    .action(async (job: string | undefined, options: Omit<RunOptions, "traceLevel"> & { traceLevel: string }) => {
      // commander has checked that it is one of the names.
      const traceLevel = (TRACE_LEVEL_NAMES.indexOf(options.traceLevel) - 1) as FileLevel;
      finish(await runCommand(job, { ...options, traceLevel }));
    });
}
