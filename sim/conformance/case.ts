/** Golden cases of real Flink operators: their form, and how answers are compared. Pure: takes parsed JSON, gives a verdict. */
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "../../src/time/timestamps.ts";
import {
  IllegalArgumentError,
  IllegalStateError,
  NullPointerError,
  UnsupportedOperationError,
} from "../../src/types/errors.ts";

/** A JSON object whose fields the runner of its kind knows. */
export type Json = Readonly<Record<string, unknown>>;

/** One line of a case file; `expected[i]` answers `script[i]`. */
export interface ConformanceCase {
  readonly id: string;
  readonly kind: string;
  readonly spec: Json;
  readonly script: readonly Json[];
  readonly expected: readonly Json[];
}

/** `leftOut`: the case needs a feature that does not exist here yet, named by `feature`. */
export type Verdict =
  | { readonly outcome: "passed" }
  | { readonly outcome: "failed"; readonly step: number; readonly expected: unknown; readonly actual: unknown }
  /** A case without steps: `text` says where it differs, and how. */
  | { readonly outcome: "differs"; readonly text: string }
  | { readonly outcome: "leftOut"; readonly feature: string };

/** Answers the steps of one case in order. */
export type Player = (step: Json) => Json;

/** Milliseconds of a case: a number, "MIN" or "MAX". */
export function parseTime(time: unknown): number {
  return time === "MIN" ? MIN_TIMESTAMP : time === "MAX" ? MAX_TIMESTAMP : (time as number);
}

/** The inverse of `parseTime`. */
export function formatTime(time: number): number | string {
  return time === MIN_TIMESTAMP ? "MIN" : time === MAX_TIMESTAMP ? "MAX" : time;
}

/** The neutral word for an error. */
export function errorWord(error: unknown): string {
  if (error instanceof IllegalArgumentError) return "illegal-argument";
  if (error instanceof IllegalStateError) return "illegal-state";
  if (error instanceof NullPointerError) return "null-pointer";
  if (error instanceof UnsupportedOperationError) return "unsupported";
  return "failure";
}

/** Plays all steps; the first answer that differs is the verdict. A player that throws answers with the error's word. */
export function play(one: ConformanceCase, player: Player): Verdict {
  for (let step = 0; step < one.script.length; step++) {
    const expected = one.expected[step];
    let actual: Json;
    try {
      actual = player(one.script[step]);
    } catch (error) {
      actual = { error: errorWord(error) };
      if (expected.error === undefined)
        return { outcome: "failed", step, expected, actual: String((error as Error).stack) };
    }
    if (!sameAnswer(expected, actual)) return { outcome: "failed", step, expected, actual };
  }
  return { outcome: "passed" };
}

/** Compares what the expected answer names; messages are informative, ties are sorted on both sides. */
function sameAnswer(expected: Json, actual: Json): boolean {
  if (expected.error !== undefined) return expected.error === actual.error;
  return canonical(comparable(expected, expected)) === canonical(comparable(actual, expected));
}

/** Names in an answer that say how to compare it, or belong to another backend. */
const NOT_COMPARED = new Set(["message", "unordered", "ties", "resultsRocksDB"]);

function comparable(answer: Json, expected: Json): Json {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(answer)) if (!NOT_COMPARED.has(name)) result[name] = value;
  if (expected.unordered !== true) return result;
  if (Array.isArray(result.out)) result.out = sortTies(result.out, expected.ties as [number, number][]);
  if (result.side !== undefined) {
    const lists = Object.entries(result.side as Readonly<Record<string, unknown[]>>);
    result.side = Object.fromEntries(lists.map(([tag, list]) => [tag, sorted(list)]));
  }
  return result;
}

function sortTies(out: readonly unknown[], ties: readonly (readonly [number, number])[]): unknown[] {
  const result = [...out];
  for (const [from, to] of ties) result.splice(from, to - from, ...sorted(result.slice(from, to)));
  return result;
}

/** In the order of their canonical texts. */
export function sorted(list: readonly unknown[]): unknown[] {
  const texts = list.map((value) => ({ value, text: canonical(value) }));
  texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return texts.map(({ value }) => value);
}

/** JSON with the names of objects sorted. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const fields = value as Readonly<Record<string, unknown>>;
  const names = Object.keys(fields).filter((name) => fields[name] !== undefined);
  return `{${names
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(fields[name])}`)
    .join(",")}}`;
}
