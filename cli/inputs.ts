/** Reads the files that a scenario binds its inputs to. */
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { parseRide } from "../exercises/taxi/parse-ride.ts";
import type { Scenario } from "../sim/scenario.ts";
import { DATA_FOLDER } from "./root.ts";
import { fileReason, UserError } from "./user-error.ts";

/** What to do with a line that cannot be read. */
export type BadRecordPolicy = "fail" | "skip";

/** A line that was left out. */
export interface SkippedLine {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly reason: string;
}

export interface LoadedInputs {
  /** Records by input name, for the inputs that lie in files. */
  readonly inputs: Readonly<Record<string, readonly unknown[]>>;
  readonly skipped: readonly SkippedLine[];
}

type ParsedLine = { readonly value: unknown } | { readonly reason: string };

/** How a line of each format becomes a record. */
const FORMATS: Readonly<Record<string, (line: string) => ParsedLine>> = {
  "taxi-rides": (line) => {
    const parsed = parseRide(line);
    return parsed.ok ? { value: parsed.ride } : { reason: parsed.reason };
  },
  lines: (line) => ({ value: line }),
};

/** @param folder that the files of the scenario are relative to; files that are not there are looked for in the package */
export function loadInputs(scenario: Scenario, folder: string, policy: BadRecordPolicy): LoadedInputs {
  const inputs: Record<string, readonly unknown[]> = {};
  const skipped: SkippedLine[] = [];
  for (const [name, input] of Object.entries(scenario.inputs ?? {})) {
    if ("records" in input) continue;
    inputs[name] = readRecords(input.file, locate(input.file, folder), input.format, policy, skipped);
  }
  return { inputs, skipped };
}

function locate(file: string, folder: string): string {
  const own = resolve(folder, file);
  if (isAbsolute(file) || existsSync(own)) return own;
  const packaged = resolve(DATA_FOLDER, file);
  return existsSync(packaged) ? packaged : own;
}

function readRecords(
  shown: string,
  path: string,
  format: string,
  policy: BadRecordPolicy,
  skipped: SkippedLine[],
): unknown[] {
  const parse = FORMATS[format];
  if (parse === undefined)
    throw new UserError(
      `The input ${shown} has the unknown format "${format}"; known are ${Object.keys(FORMATS).join(", ")}.`,
    );
  const records: unknown[] = [];
  const lines = readText(shown, path).split("\n");
  if (lines.at(-1) === "") lines.pop();
  lines.forEach((raw, index) => {
    const parsed = parse(raw.endsWith("\r") ? raw.slice(0, -1) : raw);
    if ("value" in parsed) records.push(parsed.value);
    else if (policy === "fail") throw new UserError(`${shown}:${index + 1}: ${parsed.reason}`);
    else skipped.push({ file: shown, line: index + 1, reason: parsed.reason });
  });
  return records;
}

function readText(shown: string, path: string): string {
  try {
    const bytes = readFileSync(path);
    return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString("utf8");
  } catch (thrown) {
    throw new UserError(`The input ${shown} cannot be read: ${fileReason(thrown)}.`);
  }
}
