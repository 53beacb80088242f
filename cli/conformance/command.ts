/** `tidemark conformance`: plays the recorded answers of real Flink against the operators and graphs here. */
import type { Command } from "commander";
import { UserError } from "../user-error.ts";
import { type FoundCase, readCases } from "./case-files.ts";
import { conformanceReport, totals } from "./conformance-report.ts";
import { type KindResult, runCases } from "./kind-result.ts";

interface ConformanceOptions {
  readonly kind?: string;
  readonly case?: string;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  tidemark conformance ./cases
  tidemark conformance ./cases --kind timers
  tidemark conformance ./cases --case timers-17 --json

Exit codes: 0 every case passed, 1 one failed, 2 wrong use or a malformed file.`;

/** Adds the command. */
export function addConformance(program: Command, finish: (code: number) => void): void {
  program
    .command("conformance")
    .description("compare operators and graphs with recorded answers of real Flink")
    .argument("<dir>", "directory with *.jsonl and *.jsonl.gz files of cases")
    .option("--kind <kind>", "only cases of this kind")
    .option("--case <id>", "only the case with this id")
    .option("--json", "print the result as JSON")
    .addHelpText("after", EXAMPLES)
    .action((directory: string, options: ConformanceOptions) => finish(conformanceCommand(directory, options)));
}

/** Prints; gives the exit code. Throws `UserError`. */
function conformanceCommand(directory: string, options: ConformanceOptions): number {
  const results = runCases(chosen(readCases(directory), options));
  const output = options.json === true ? `${JSON.stringify(jsonOf(results), null, 2)}\n` : conformanceReport(results);
  process.stdout.write(output);
  return totals(results).failed === 0 ? 0 : 1;
}

function chosen(cases: readonly FoundCase[], { kind, case: id }: ConformanceOptions): readonly FoundCase[] {
  const ofKind = kind === undefined ? cases : cases.filter(({ one }) => one.kind === kind);
  if (ofKind.length === 0) {
    const kinds = [...new Set(cases.map(({ one }) => one.kind))];
    throw new UserError(`There are no cases of kind "${kind}"; there are ${kinds.join(", ")}.`);
  }
  const ofId = id === undefined ? ofKind : ofKind.filter(({ one }) => one.id === id);
  if (ofId.length === 0) throw new UserError(`There is no case "${id}" among the ${ofKind.length} that were found.`);
  return ofId;
}

function jsonOf(results: readonly KindResult[]): unknown {
  const kinds = results.map(({ kind, implemented, passed, failed, first }) => ({
    kind,
    implemented,
    passed,
    failed,
    firstDifference: first === null ? null : { ...first.found, ...first.verdict },
  }));
  return { kinds, ...totals(results) };
}
