/** What the TypeScript compiler says of a learner's file. */
import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** One error of the compiler. */
export interface TypeProblem {
  /** `exercise.ts:12:3` */
  readonly place: string;
  /** With the compiler's number. */
  readonly message: string;
}

const OPTIONS = [
  ["--noEmit"],
  ["--ignoreConfig"],
  ["--strict"],
  ["--skipLibCheck"],
  ["--noImplicitOverride"],
  ["--module", "nodenext"],
  ["--target", "es2022"],
  ["--lib", "es2023"],
  ["--allowImportingTsExtensions"],
  ["--types", ""],
  ["--pretty", "false"],
].flat();

/**
 * Checks one file and what it imports; resolves to nothing where no compiler is installed.
 *
 * @param path absolute
 */
export function typeProblems(path: string): Promise<TypeProblem[]> {
  const compiler = compilerPath();
  if (compiler === null) return Promise.resolve([]);
  // The compiler tells places relative to where the folder really is; by way of a link its lines would be long detours.
  const file = realpathSync(path);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [compiler, ...OPTIONS, file], { cwd: dirname(file) });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
    });
    child.on("error", reject);
    child.on("close", () => resolve(problemsIn(output)));
  });
}

function compilerPath(): string | null {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc");
  } catch {
    return null;
  }
}

/** Lines `file(line,column): error TS123: message`; what is indented belongs to the line before it. */
export function problemsIn(output: string): TypeProblem[] {
  const problems: TypeProblem[] = [];
  for (const line of output.split("\n")) {
    const found = /^(.+)\((\d+),(\d+)\): error (TS\d+): (.*)$/.exec(line.trimEnd());
    if (found === null) continue;
    const [, file, row, column, number, message] = found;
    problems.push({ place: `${file}:${row}:${column}`, message: `${message} (${number})` });
  }
  return problems;
}
