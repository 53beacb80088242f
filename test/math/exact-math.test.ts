import { describe, expect, test } from "vitest";
import { KeyedEntropy } from "../../sim/kernel/entropy.ts";
import { exactMath } from "../../src/math/index.ts";
import { MATH_DIGESTS, mathDigests } from "./digest.ts";
import { fixed, reference, ulpsOff } from "./reference.ts";

type Name = keyof typeof exactMath;
const names = Object.keys(exactMath) as Name[];

const draws = new KeyedEntropy(1).draws("test", "arguments");
const unit = () => draws.next() / 2 ** 32 + draws.next() / 2 ** 52;
const within = (from: number, to: number) => () => from + unit() * (to - from);
const view = new DataView(new ArrayBuffer(8));
/** Any double: all exponents are equally likely. */
function anyDouble(): number {
  view.setUint32(0, draws.next());
  view.setUint32(4, draws.next());
  return view.getFloat64(0);
}

/** Built of another function and a division or a square root, which add their own rounding. */
const composed = new Set<Name>(["acosh", "asinh", "atan2", "atanh", "cosh", "sinh", "tanh"]);

const real = within(-30, 30);
const positive = within(0.001, 50);
const proper = within(-1, 1);
/** Where each function is defined and interesting. */
const domains: Record<Name, () => number> = {
  acos: proper,
  acosh: within(1, 40),
  asin: proper,
  asinh: real,
  atan: real,
  atan2: real,
  atanh: proper,
  cbrt: real,
  cos: within(-1000, 1000),
  cosh: real,
  exp: within(-40, 40),
  expm1: within(-5, 5),
  log: positive,
  log10: positive,
  log1p: within(-0.9, 3),
  log2: positive,
  pow: positive,
  sin: within(-1000, 1000),
  sinh: real,
  tan: within(-1000, 1000),
  tanh: within(-3, 3),
};

const call = (name: Name, x: number, y: number) => (exactMath[name] as (x: number, y: number) => number)(x, y);
const native = (name: Name, x: number, y: number) => (Math[name] as (x: number, y: number) => number)(x, y);

/** Position of a double among all doubles; both zeros are 0. */
function ordinal(x: number): bigint {
  view.setFloat64(0, Math.abs(x));
  const position = view.getBigInt64(0);
  return x < 0 ? -position : position;
}

/** How many doubles further. */
function apart(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Number.POSITIVE_INFINITY;
  return a === b ? 0 : Math.abs(Number(ordinal(a) - ordinal(b)));
}

describe.each(names)("%s", (name) => {
  test(`is within ${composed.has(name) ? "two units" : "one unit"} in the last place of the true value`, () => {
    let worst = 0;
    for (let i = 0; i < 300; i++) {
      const x = domains[name]();
      const y = name === "pow" ? within(-5, 5)() : domains[name]();
      worst = Math.max(worst, Math.abs(ulpsOff(call(name, x, y), reference[name](fixed(x), fixed(y)))));
    }
    expect(worst).toBeLessThanOrEqual(composed.has(name) ? 2 : 1);
  });

  test("is next to what this engine says for 100,000 arguments of all sizes", () => {
    let worst = 0;
    for (let i = 0; i < 100_000; i++) {
      const x = i % 2 === 0 ? anyDouble() : domains[name]();
      const y = i % 2 === 0 ? anyDouble() : domains[name]();
      worst = Math.max(worst, apart(call(name, x, y), native(name, x, y)));
    }
    expect(worst).toBeLessThanOrEqual(2);
  });

  test("has the special values of ECMAScript", () => {
    const special = [0, 1, Number.POSITIVE_INFINITY, Number.MIN_VALUE, 1e-310, 2 ** -1022, Number.MAX_VALUE, 0.5, 2, 3];
    const args = [Number.NaN, ...special, ...special.map((x) => -x), 0.1, 1e22, -1e22, 2 ** 53, 710, -746];
    for (const x of args) {
      for (const y of name === "pow" || name === "atan2" ? args : [0]) {
        const [ours, theirs] = [call(name, x, y), native(name, x, y)];
        expect([x, y, apart(ours, theirs) <= 1]).toEqual([x, y, true]);
        expect([x, y, Object.is(ours, -0)]).toEqual([x, y, Object.is(theirs, -0)]);
      }
    }
  });
});

test("results do not depend on the engine", () => {
  expect(mathDigests()).toEqual(MATH_DIGESTS);
});

test("angles of any size are reduced exactly", () => {
  for (const x of [1e6, 1647099.4, 1e15, 2 ** 53 + 2, 1e22, 1e60]) {
    for (const name of ["sin", "cos", "tan"] as const) {
      expect(Math.abs(ulpsOff(call(name, x, 0), reference[name](fixed(x), 0n)))).toBeLessThanOrEqual(1);
    }
  }
  // The double nearest to a multiple of π/2.
  expect(exactMath.cos(6381956970095103 * 2 ** 797)).toBe(-4.687165924254628e-19);
});

test("powers of the base come out exact", () => {
  for (let n = -1074; n < 1024; n++) {
    expect(exactMath.log2(exactMath.pow(2, n))).toBe(n);
    expect(exactMath.pow(2, n)).toBe(2 ** n);
  }
  for (let n = 0; n <= 22; n++) {
    expect(exactMath.pow(10, n)).toBe(Number(`1e${n}`));
    expect(exactMath.log10(Number(`1e${n}`))).toBe(n);
  }
  for (let n = -200; n <= 200; n++) expect(exactMath.cbrt(n * n * n)).toBe(n);
});
