/** The elementary functions as one number each: what every engine has to give alike. Pure. */
import { KeyedEntropy } from "../../sim/kernel/entropy.ts";
import { exactMath } from "../../src/math/index.ts";

export type MathName = keyof typeof exactMath;
export const mathNames = Object.keys(exactMath) as MathName[];

const view = new DataView(new ArrayBuffer(8));

/** 32 bits over the results on arguments that are the same everywhere. */
export function mathDigest(name: MathName): string {
  const args = new KeyedEntropy(7).draws("digest", "arguments");
  let hash = 0x811c9dc5;
  const mixIn = (word: number) => {
    hash = Math.imul(hash ^ word, 0x01000193);
    hash ^= hash >>> 15;
  };
  const call = exactMath[name] as (x: number, y: number) => number;
  for (let i = 0; i < 20_000; i++) {
    const x = (args.next() - 2 ** 31) / 2 ** ((i % 30) + 10);
    const y = (args.next() - 2 ** 31) / 2 ** ((i % 7) + 26);
    const value = call(name === "pow" ? Math.abs(x) : x, y);
    view.setFloat64(0, Number.isNaN(value) ? 0.125 : value);
    mixIn(view.getInt32(0));
    mixIn(view.getInt32(4));
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** By name. */
export function mathDigests(): Record<string, string> {
  return Object.fromEntries(mathNames.map((name) => [name, mathDigest(name)]));
}

/** What they have to be. */
export const MATH_DIGESTS: Readonly<Record<string, string>> = {
  acos: "cf573777",
  acosh: "6a0b940d",
  asin: "49202945",
  asinh: "3aba7b7d",
  atan: "c34b94f0",
  atan2: "b18a856d",
  atanh: "2e41d658",
  cbrt: "9bc7534d",
  cos: "4991ba0b",
  cosh: "19a5fc7f",
  exp: "d6e72e13",
  expm1: "4b8e7152",
  log: "56436e8c",
  log10: "5b1c1a31",
  log1p: "a50a0cf1",
  log2: "5413072c",
  pow: "0c203972",
  sin: "eaf189d6",
  sinh: "148cef6a",
  tan: "b63bcb68",
  tanh: "c5e7b3fa",
};
