/** Damages text the way files are damaged: characters lost, changed, put in, moved, lines lost, doubled or exchanged. */
import type { KeyedDraws } from "../../../src/world.ts";

type Mutation = (text: string, draws: KeyedDraws) => string;

const ODD = [
  "",
  "\0",
  "\r",
  "\n",
  "{",
  "}",
  "[",
  '"',
  ",",
  ":",
  "0",
  "9",
  "-",
  "e",
  "x",
  "é",
  "潮",
  "\ud83c",
  " ",
  "\\",
];
const VALUES = ["null", "-1", "1e400", "1.5", '"x"', "[]", "{}", "true", "9007199254740993", '{"$bigint":"q"}', "-0"];

function lines(change: (lines: string[], draws: KeyedDraws) => void): Mutation {
  return (text, draws) => {
    const all = text.split("\n");
    change(all, draws);
    return all.join("\n");
  };
}

const MUTATIONS: readonly Mutation[] = [
  (text, draws) => text.slice(0, draws.below(text.length)),
  (text, draws) => text.slice(1 + draws.below(text.length)),
  (text, draws) => replaceAt(text, draws.below(text.length), 1, ODD[draws.below(ODD.length)]),
  (text, draws) => replaceAt(text, draws.below(text.length), 0, ODD[draws.below(ODD.length)]),
  (text, draws) => replaceAt(text, draws.below(text.length), 1 + draws.below(40), ""),
  (text, draws) => flipBit(text, draws.below(text.length), draws.below(7)),
  (text, draws) => replaceAt(text, draws.below(text.length), 0, text.slice(draws.below(text.length)).slice(0, 30)),
  replaceValue,
  replaceValue,
  renameField,
  lines((all, draws) => all.splice(draws.below(all.length), 1)),
  lines((all, draws) => all.splice(draws.below(all.length), 0, all[draws.below(all.length)])),
  lines((all, draws) => {
    const [a, b] = [draws.below(all.length), draws.below(all.length)];
    [all[a], all[b]] = [all[b], all[a]];
  }),
];

function replaceAt(text: string, at: number, length: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + length);
}

function flipBit(text: string, at: number, bit: number): string {
  return replaceAt(text, at, 1, String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)));
}

/** Puts another value behind one of the fields. */
function replaceValue(text: string, draws: KeyedDraws): string {
  const fields = [...text.matchAll(/:\s*("[^"]*"|-?[\d.]+|true|false|null)/g)];
  const field = fields[draws.below(fields.length)];
  return replaceAt(text, field.index, field[0].length, `:${VALUES[draws.below(VALUES.length)]}`);
}

function renameField(text: string, draws: KeyedDraws): string {
  const names = [...text.matchAll(/"(\w+)":/g)];
  const name = names[draws.below(names.length)];
  return replaceAt(text, name.index + 1, 1, ["x", "", "_", "__proto__"][draws.below(4)]);
}

/** One to three mutations. */
export function mutate(text: string, draws: KeyedDraws): string {
  let result = text;
  for (let left = 1 + (draws.below(4) === 0 ? draws.below(3) : 0); left > 0 && result.length > 0; left--) {
    try {
      result = MUTATIONS[draws.below(MUTATIONS.length)](result, draws);
    } catch {
      // What an earlier one has left has no field to change.
    }
  }
  return result;
}

/** How many files of a kind are tried. */
export const FILES = process.env.TIDEMARK_NIGHTLY === "1" ? 2000 : 200;
