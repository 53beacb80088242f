/** Keeps the simplest failing scenario of a test as a file: it runs again from a command line and becomes a regression test. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Scenario } from "../../sim/scenario.ts";
import type { KeptCase } from "./failure-report.ts";

const MOST_NAME = 48;

/** The cases of a test file go to a folder beside it; the path that is given is from where the tests run. */
export function keepCase(scenario: Scenario, test: string, testPath: string | undefined, message: string): KeptCase {
  const folder = join(testPath === undefined ? process.cwd() : dirname(testPath), "failing-cases");
  const name = nameOf(test);
  const file = join(folder, `${name}.scenario.json`);
  mkdirSync(folder, { recursive: true });
  const kept = { ...scenario, name, purpose: message.split("\n")[0], programs: moved(scenario, folder) };
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`);
  return { file: shown(file), scenario: kept };
}

function nameOf(test: string): string {
  // The seed of a property is in the name of its test.
  const words = test
    .replace(/ \(with seed=-?\d+\)/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return words.replace(/^-/, "").slice(0, MOST_NAME).replace(/-$/, "") || "case";
}

/** Modules are named from the folder of the tests' run, and in a file from its own. */
function moved({ programs }: Scenario, folder: string): Scenario["programs"] {
  return programs.map((program) => {
    if (!program.module.startsWith(".")) return program;
    const way = relative(folder, join(process.cwd(), program.module)).split(sep).join("/");
    return { ...program, module: way.startsWith("../") ? way : `./${way}` };
  });
}

function shown(file: string): string {
  const way = relative(process.cwd(), file);
  return way.startsWith("..") ? file : way.split(sep).join("/");
}
