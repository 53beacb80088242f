/** The call for which a job was refused: in the job's script, and from there in the sources that the script was made of. */
import { callPlaceOf, innermostFile } from "../../src/api/call-place.ts";
import { type LibraryJob, scriptNameOf } from "./library.ts";

/** ECMA-262 makes the text of a function out of a line with its parameters, one with `) {`, and then the code (`CreateDynamicFunction`). */
const LINES_BEFORE_CODE = 2;
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const DIGIT_BITS = 5;
const CONTINUES = 1 << DIGIT_BITS;

/** A call in the sources of a job. */
export interface SourceCall {
  /** `./ticks.ts:12` */
  readonly source: string;
  /** The method that was called: `keyBy`. */
  readonly call: string;
}

/**
 * The call of a job that a stack comes from, which begins in the worker's script. Null where it begins in the job itself,
 * whose own code threw, and where no script of a job comes after.
 */
export function sourceOfCall(stack: string, jobs: readonly LibraryJob[]): SourceCall | null {
  const own = innermostFile(stack);
  const place = own === null || isScript(own, jobs) ? null : callPlaceOf(stack, own);
  const job = jobs.find(({ module }) => scriptNameOf(module) === place?.file);
  if (place === null || job === undefined) return null;
  const { files, mappings } = job.sources;
  const found = originalOf(mappings, place.line - 1 - LINES_BEFORE_CODE, place.column - 1);
  if (found === null) return null;
  const file = files[found.source];
  // The module itself goes by the name that the user has for it.
  const source = `${job.module.endsWith(`/${file}`) ? job.module : file}:${found.line + 1}`;
  return { source, call: place.call };
}

function isScript(file: string, jobs: readonly LibraryJob[]): boolean {
  return jobs.some(({ module }) => scriptNameOf(module) === file);
}

/** The last place of the map (ECMA-426) that does not lie behind the column; all counted from 0. */
function originalOf(
  mappings: string,
  line: number,
  column: number,
): { readonly source: number; readonly line: number } | null {
  let found: { source: number; line: number } | null = null;
  let source = 0;
  let sourceLine = 0;
  const lines = mappings.split(";");
  for (let i = 0; i <= line && i < lines.length; i++) {
    let at = 0;
    for (const segment of lines[i] === "" ? [] : lines[i].split(",")) {
      const [columns, sources, sourceLines] = numbersOf(segment);
      at += columns;
      if (sources === undefined) continue;
      source += sources;
      sourceLine += sourceLines;
      if (i === line && at <= column) found = { source, line: sourceLine };
    }
  }
  return found;
}

/** Numbers of a segment: groups of five bits, the lowest first, the sign in the lowest bit of all. */
function numbersOf(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const letter of segment) {
    const digit = DIGITS.indexOf(letter);
    value += (digit % CONTINUES) << shift;
    shift += DIGIT_BITS;
    if (digit >= CONTINUES) continue;
    numbers.push(value % 2 === 0 ? value / 2 : -(value - 1) / 2);
    value = 0;
    shift = 0;
  }
  return numbers;
}
