/** Reads the cases of a directory, in the oracle's form: one JSON object a line, in `*.jsonl` and `*.jsonl.gz`. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ConformanceCase } from "../../sim/conformance/case.ts";
import { fileReason, messageOf, UserError } from "../user-error.ts";

/** A case and where it stands. */
export interface FoundCase {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly one: ConformanceCase;
}

/** All cases below a directory, by file. Throws `UserError` for what cannot be read or is no case. */
export function readCases(directory: string): FoundCase[] {
  const files = caseFiles(directory);
  if (files.length === 0) throw new UserError(`There is no file of cases (*.jsonl or *.jsonl.gz) in ${directory}.`);
  const cases = files.flatMap(readFile);
  if (cases.length === 0) throw new UserError(`The files of cases in ${directory} are empty.`);
  return cases;
}

function caseFiles(directory: string): string[] {
  try {
    if (!statSync(directory).isDirectory()) throw new UserError(`${directory} is a file, and a directory is wanted.`);
    return readdirSync(directory, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.jsonl(\.gz)?$/.test(name))
      .sort()
      .map((name) => join(directory, name));
  } catch (thrown) {
    if (thrown instanceof UserError) throw thrown;
    throw new UserError(`The directory ${directory} cannot be read: ${fileReason(thrown)}.`);
  }
}

function readFile(file: string): FoundCase[] {
  const found: FoundCase[] = [];
  for (const [at, text] of textOf(file).split("\n").entries())
    if (text.trim() !== "") found.push({ file, line: at + 1, one: caseOf(text, file, at + 1) });
  return found;
}

function textOf(file: string): string {
  try {
    const bytes = readFileSync(file);
    return (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  } catch (thrown) {
    throw new UserError(`The file ${file} cannot be read: ${fileReason(thrown)}.`);
  }
}

function caseOf(text: string, file: string, line: number): ConformanceCase {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (thrown) {
    throw new UserError(`Line ${line} of ${file} is no JSON: ${messageOf(thrown)}.`);
  }
  const wrong = wrongWith(parsed);
  if (wrong !== null) throw new UserError(`Line ${line} of ${file} is no case: ${wrong}.`);
  return parsed as ConformanceCase;
}

/** Null for a case: of operators with as many answers as steps, of graphs with one answer to all. */
function wrongWith(parsed: unknown): string | null {
  if (!isObject(parsed)) return "it is no object";
  if (typeof parsed.id !== "string") return `"id" has to be a text`;
  if (typeof parsed.kind !== "string") return `"kind" has to be a text`;
  if (!isObject(parsed.spec)) return `"spec" has to be an object`;
  const { script, expected } = parsed;
  if (script === undefined) return isObject(expected) ? null : `"expected" has to be an object`;
  if (!Array.isArray(script) || !script.every(isObject)) return `"script" has to be a list of steps`;
  if (!Array.isArray(expected) || !expected.every(isObject)) return `"expected" has to be a list of answers`;
  if (script.length !== expected.length) return `it has ${script.length} steps and ${expected.length} answers`;
  return null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
