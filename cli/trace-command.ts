/** `tidemark trace`: the events of a saved run, filtered, in sentences. */
import { once } from "node:events";
import { statSync } from "node:fs";
import { type Command, Option } from "commander";
import { Names } from "../sim/narrate/names.ts";
import { eventLine } from "../sim/trace/jsonl.ts";
import { causeChain } from "./cause-chain.ts";
import { EventFilter, type FilterOptions } from "./event-filter.ts";
import { eventLines, rowLines } from "./event-line.ts";
import { collect, milliseconds, wholeNumber } from "./option-values.ts";
import { WIDTH } from "./text.ts";
import { openTrace, readThrough } from "./trace-file.ts";

interface TraceOptions extends FilterOptions {
  readonly why?: number;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  tidemark run recovery --trace run.jsonl
  tidemark trace run.jsonl --kind cp
  tidemark trace run.jsonl --kind cp.ack,txn --task "gate 1" --from 3000
  tidemark trace run.jsonl --why 412`;

/** Smaller files are read to their end before a line is printed: what is damaged is then refused as a whole. */
const CHECKED_FIRST_BYTES = 1 << 25;
const CHUNK_CHARACTERS = 1 << 16;

/** Adds the command. */
export function addTrace(program: Command): void {
  program
    .command("trace")
    .description("show what happened in a saved run, or why")
    .argument("<file>", "trace that `tidemark run --trace` wrote")
    .option("--kind <kind>", "only these events: a kind (cp.ack), or a group of them (cp); may be repeated", collect)
    .option("--task <task>", "only of this task: its number, its name (gate 1), or all of a name (gate)", collect)
    .option("--from <ms>", "only from this virtual time on, ms", milliseconds)
    .option("--to <ms>", "only up to this virtual time, ms", milliseconds)
    .addOption(
      new Option("--why <event>", "the chain of causes of the event with this id, newest first")
        .argParser(wholeNumber(0))
        .conflicts(["kind", "task", "from", "to"]),
    )
    .option("--json", "print the events as they are in the file")
    .addHelpText("after", EXAMPLES)
    .action((file: string, options: TraceOptions) => traceCommand(file, options));
}

/** Prints. Throws `UserError`. */
async function traceCommand(file: string, options: TraceOptions): Promise<void> {
  const columns = process.stdout.isTTY === true ? (process.stdout.columns ?? WIDTH) : null;
  const output = new Output();
  try {
    if (options.why === undefined) await printEvents(file, options, columns, output);
    else
      for (const { event, text } of causeChain(file, options.why))
        await output.lines(options.json === true ? [eventLine(event)] : rowLines(event, text, columns));
  } finally {
    // Of a large file that turns out to be damaged at its end, what came before is shown.
    await output.flush();
  }
}

async function printEvents(file: string, options: TraceOptions, columns: number | null, output: Output): Promise<void> {
  const names = new Names();
  const filter = new EventFilter(options, names);
  if (isSmall(file)) readThrough(file);
  let shown = 0;
  for (const { event, line } of openTrace(file).events) {
    names.learn(event);
    if (!filter.wants(event)) continue;
    shown++;
    await output.lines(options.json === true ? [line] : eventLines(event, names, columns));
  }
  filter.checkTasks();
  if (shown === 0) process.stderr.write("tidemark: no event of this trace is asked for.\n");
}

function isSmall(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) <= CHECKED_FIRST_BYTES;
}

/** Lines to stdout, not faster than they are taken. */
class Output {
  #chunk = "";

  async lines(lines: readonly string[]): Promise<void> {
    for (const line of lines) this.#chunk += `${line}\n`;
    if (this.#chunk.length >= CHUNK_CHARACTERS) await this.flush();
  }

  async flush(): Promise<void> {
    const chunk = this.#chunk;
    this.#chunk = "";
    // Whoever reads may have gone: main ends the process then.
    if (chunk !== "" && !process.stdout.write(chunk)) await once(process.stdout, "drain");
  }
}
