/** The command line: parses arguments, calls the commands, turns what goes wrong into a sentence and an exit code. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { JOBS } from "../exercises/jobs/index.ts";
import { addInit } from "./init/command.ts";
import { packageVersion } from "./root.ts";
import { type RunOptions, runCommand } from "./run-command.ts";
import { UserError } from "./user-error.ts";

const WRONG_USE = 2;
const TRACE_LEVEL_NAMES = ["coordination", "buffers", "records"];

const RUN_EXAMPLES = `
Examples:
  tidemark run hourly-tips
  tidemark run hourly-tips --fault none --arg window=60
  tidemark run hourly-tips --fault crash:tm=A@30s --fault slow:tm=C,x=8@40s/10s
  tidemark run hourly-tips --seed 7 --json

Exit codes: 0 everything held, 1 a check or the job failed, 2 wrong use.`;

/** @param args without `node` and the script; gives the exit code */
export async function main(args: readonly string[]): Promise<number> {
  let code = 0;
  // Whoever reads the output may stop early (`| head`).
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  const program = commands((result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : WRONG_USE;
    if (!(thrown instanceof UserError)) throw thrown;
    process.stderr.write(`tidemark: ${thrown.message}\n`);
    return WRONG_USE;
  }
}

function commands(finish: (code: number) => void): Command {
  const program = new Command("tidemark")
    .description("Stream processing in a deterministic simulation: run, break, replay, prove.")
    .version(packageVersion(), "-V, --version")
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, "tidemark: ").replace(/\n\(Did(.*)\)/, "; did$1")),
    })
    .addHelpText("after", "\nExamples:\n  tidemark run hourly-tips\n  tidemark jobs\n  tidemark run --help");
  addRun(program, finish);
  addInit(program);
  program
    .command("jobs")
    .description("list the built-in jobs")
    .option("--json", "print them as JSON")
    .addHelpText("after", "\nExample:\n  tidemark jobs --json")
    .action((options: { json?: boolean }) => printJobs(options.json === true));
  return program;
}

function addRun(program: Command, finish: (code: number) => void): void {
  program
    .command("run")
    .description("run a job on a simulated cluster and check the result")
    .argument("[job]", "name of a built-in job (see: tidemark jobs)")
    .option("--input <file>", "read the records from this file (plain or gzip)")
    .option("--arg <k=v>", "argument of the job; may be repeated", collect)
    .option("--seed <n>", "decides everything that is left to chance", wholeNumber(Number.MIN_SAFE_INTEGER))
    .option("--parallelism <n>", "subtasks of each operator", wholeNumber(1))
    .option("--task-managers <n>", "TaskManagers of the cluster", wholeNumber(1))
    .option("--checkpoint-interval <ms>", "virtual time between checkpoints, ms", wholeNumber(10))
    .option("-D, --define <key=value>", "configuration by Flink's keys; may be repeated", collect)
    .option("--fault <spec>", "fault instead of the scenario's, or none; may be repeated", collect)
    .option("--scenario <file>", "read the scenario from this JSON file")
    .option("--trace <file>", "write the trace to this file (JSON lines)")
    .addOption(
      new Option("--trace-level <level>", "finest events in it").choices(TRACE_LEVEL_NAMES).default("coordination"),
    )
    .option("--json", "print the result as JSON")
    .option("--quiet", "print nothing; the exit code tells")
    .addOption(
      new Option("--on-bad-record <policy>", "what to do with a line that cannot be read")
        .choices(["fail", "skip"])
        .default("fail"),
    )
    .addHelpText("after", RUN_EXAMPLES)
    .action((job: string | undefined, options: Omit<RunOptions, "traceLevel"> & { traceLevel: string }) => {
      const traceLevel = TRACE_LEVEL_NAMES.indexOf(options.traceLevel) as RunOptions["traceLevel"];
      finish(runCommand(job, { ...options, traceLevel }));
    });
}

function printJobs(json: boolean): void {
  const jobs = Object.entries(JOBS).map(([name, { purpose }]) => ({ name, purpose }));
  if (json) process.stdout.write(`${JSON.stringify(jobs)}\n`);
  else for (const { name, purpose } of jobs) process.stdout.write(`${name.padEnd(16)}${purpose}\n`);
}

function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function wholeNumber(min: number): (raw: string) => number {
  return (raw) => {
    const value = Number(raw);
    if (/^[+-]?\d+$/.test(raw) && Number.isSafeInteger(value) && value >= min) return value;
    throw new InvalidArgumentError(`It has to be a whole number${min > 0 ? ` of at least ${min}` : ""}.`);
  };
}
