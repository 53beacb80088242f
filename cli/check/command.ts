/** What `tidemark check` understands. */
import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError } from "commander";
import { SWARMS } from "../../sim/explore/swarm.ts";
import { wholeNumber } from "../option-values.ts";
import { type CheckOptions, checkCommand } from "./check-command.ts";
import { type MutantsOptions, mutantsCommand } from "./mutants-command.ts";

const EXAMPLES = `
Swarms:
${Object.values(SWARMS)
  .map(({ name, purpose }) => `  ${name.padEnd(17)} ${purpose}`)
  .join("\n")}

Examples:
  tidemark check two-phase-commit --runs 500
  tidemark check ./jobs/orders.ts --seconds 60
  tidemark check --swarm crashes --seed 7      random jobs
  tidemark check recovery --shard 2/8 --json   one of eight parts, on one of eight machines

Exit codes: 0 every property held, 1 one did not or nothing was tested, 2 wrong use.`;

/** Adds the command. */
export function addCheck(program: Command, finish: (code: number) => void): void {
  program
    .command("check")
    .description("look for faults, settings and shapes under which a job is wrong")
    .argument(
      "[job]",
      "name of a job or scenario, or path of a job module or of a scenario (.json); without it, random jobs",
    )
    .option("--runs <n>", "scenarios to run (default 1000)", wholeNumber(1))
    .option("--seconds <s>", "run for so long", wholeNumber(1))
    .option("--seed <n>", "decides all scenarios", wholeNumber(0), 1)
    .option("--swarm <name>", "family of scenarios", "everything")
    .option("--shard <i/n>", "the i-th of n equal parts of the campaign", shard)
    .option("--workers <n>", "threads (default: one a core)", wholeNumber(1))
    .option("--scenario <file>", "start from this scenario: a JSON file or the name of a built-in one")
    .option("--src <dir>", "run on this copy of the runtime's sources")
    .option("--save <dir>", "keep the failures here", "tidemark-failures")
    .option("--patience <s>", "give up when a run stands still for so long", wholeNumber(1), 120)
    .option("--allow-vacuous", "pass although nothing was tested")
    .option("--json", "print the result as JSON")
    .option("--quiet", "print nothing; the exit code tells")
    .addHelpText("after", EXAMPLES)
    .action(async (job: string | undefined, options: CheckOptions) => finish(await checkCommand(job, options)));
}

/** `2/5`. */
function shard(raw: string): { index: number; of: number } {
  const [, index, of] = (/^(\d+)\/(\d+)$/.exec(raw) ?? []).map(Number);
  if (index >= 1 && index <= of) return { index, of };
  throw new InvalidArgumentError("It has to be i/n, with i from 1 to n.");
}

/** Adds the command. */
export function addMutants(program: Command, finish: (code: number) => void): void {
  program
    .command("mutants")
    .description("plant bugs that Flink once had, and see the campaign find them")
    .option("--id <id>", "only this one")
    .option("--blind", "without the schedules that are written down")
    .option("--seeds <n>", "scenarios at the most for each", wholeNumber(1), 2000)
    .option("--workers <n>", "threads (default: one a core)", wholeNumber(1), availableParallelism())
    .option("--swarm <name>", "family of scenarios", "everything")
    .option("--json", "print the result as JSON")
    .addHelpText("after", MUTANT_EXAMPLES)
    .action(async (options: MutantsOptions) => finish(await mutantsCommand(options)));
}

const MUTANT_EXAMPLES = `
Examples:
  tidemark mutants                   each by the schedule that shows it
  tidemark mutants --blind           each by drawn scenarios
  tidemark mutants --id M16 --json

Exit codes: 0 every mutant was found, 1 one was not, 2 wrong use.`;
