/** The command line: parses arguments, calls the commands, turns what goes wrong into a sentence and an exit code. */
import { Command, CommanderError } from "commander";
import { addCheck, addMutants } from "./check/command.ts";
import { addConformance } from "./conformance/command.ts";
import { addInit } from "./init/command.ts";
import { addLearn } from "./learn/command.ts";
import { addLists } from "./list-commands.ts";
import { addReplay } from "./replay-command.ts";
import { packageVersion } from "./root.ts";
import { addRun } from "./run-options.ts";
import { addShare } from "./share/command.ts";
import { addTrace } from "./trace-command.ts";
import { addUi } from "./ui/command.ts";
import { UserError } from "./user-error.ts";

const WRONG_USE = 2;

const EXAMPLES = `
Examples:
  tidemark run hourly-tips         the demonstration: a job that loses a machine
  tidemark run watermark           a window told in sentences, on two screens
  tidemark ui                      the same in the browser
  tidemark learn                   the taxi exercises
  tidemark scenarios               what else there is to see
  tidemark init my-job             a small project of your own
  tidemark run --help`;

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
    .addHelpText("after", EXAMPLES);
  addRun(program, finish);
  addReplay(program, finish);
  addCheck(program, finish);
  addMutants(program, finish);
  addConformance(program, finish);
  addTrace(program);
  addUi(program, finish);
  addShare(program);
  addLearn(program, finish);
  addLists(program);
  addInit(program);
  return program;
}
