import { describe, expect, test } from "vitest";
import { KeyedEntropy } from "../../../sim/kernel/entropy.ts";
import type { KeyedDraws } from "../../../src/world.ts";

function take(draws: KeyedDraws, n: number): number[] {
  return Array.from({ length: n }, () => draws.next());
}

describe("keyed entropy", () => {
  test("equal seed, purpose and entity give the same draws; a difference in any of them other ones", () => {
    const reference = take(new KeyedEntropy(7).draws("link", "a>b"), 20);
    expect(take(new KeyedEntropy(7).draws("link", "a>b"), 20)).toEqual(reference);
    for (const other of [
      new KeyedEntropy(8).draws("link", "a>b"),
      new KeyedEntropy(7).draws("links", "a>b"),
      new KeyedEntropy(7).draws("link", "b>a"),
      new KeyedEntropy("7x").draws("link", "a>b"),
    ]) {
      expect(take(other, 20).filter((value, i) => value === reference[i])).toEqual([]);
    }
  });

  test("the draws of one entity do not move when others draw more, less or not at all", () => {
    const alone = take(new KeyedEntropy(3).draws("link", "x"), 10);
    const entropy = new KeyedEntropy(3);
    const [x, y] = [entropy.draws("link", "x"), entropy.draws("link", "y")];
    const mixed: number[] = [];
    for (let i = 0; i < 10; i++) {
      take(y, i * 3);
      mixed.push(x.next());
    }
    expect(mixed).toEqual(alone);
  });

  test("every draw is an unsigned 32-bit integer, and below(n) stays below n", () => {
    const draws = new KeyedEntropy(1).draws("range", "");
    for (const value of take(draws, 10_000))
      expect(Number.isInteger(value) && value >= 0 && value < 2 ** 32).toBe(true);
    for (const bound of [1, 2, 3, 10, 1000, 2 ** 31]) {
      for (let i = 0; i < 200; i++) {
        const value = draws.below(bound);
        expect(Number.isInteger(value) && value >= 0 && value < bound).toBe(true);
      }
    }
  });

  /** Chi-squared of counts against equal shares. */
  function chiSquared(counts: readonly number[]): number {
    const expected = counts.reduce((sum, n) => sum + n, 0) / counts.length;
    return counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  }

  // 99.99 % of uniform samples lie below 154 with 99 degrees of freedom.
  const LIMIT = 154;

  test("draws of one entity are spread evenly", () => {
    const counts = new Array<number>(100).fill(0);
    const draws = new KeyedEntropy(5).draws("spread", "one");
    for (let i = 0; i < 100_000; i++) counts[draws.below(100)]++;
    expect(chiSquared(counts)).toBeLessThan(LIMIT);
  });

  test("first draws of many entities and of many seeds are spread evenly", () => {
    const byEntity = new Array<number>(100).fill(0);
    const entropy = new KeyedEntropy(5);
    for (let i = 0; i < 50_000; i++) byEntity[entropy.draws("spread", `tm-${i}`).below(100)]++;
    expect(chiSquared(byEntity)).toBeLessThan(LIMIT);
    const bySeed = new Array<number>(100).fill(0);
    for (let seed = 0; seed < 20_000; seed++) bySeed[new KeyedEntropy(seed).draws("spread", "one").below(100)]++;
    expect(chiSquared(bySeed)).toBeLessThan(LIMIT);
  });

  test("successive draws are not correlated, and no bit is stuck", () => {
    const draws = new KeyedEntropy(9).draws("pairs", "");
    const pairs = new Array<number>(100).fill(0);
    const ones = new Array<number>(32).fill(0);
    let last = draws.below(10);
    for (let i = 0; i < 50_000; i++) {
      const value = draws.below(10);
      pairs[last * 10 + value]++;
      last = value;
      const bits = draws.next();
      for (let b = 0; b < 32; b++) ones[b] += (bits >>> b) & 1;
    }
    expect(chiSquared(pairs)).toBeLessThan(LIMIT);
    for (const count of ones) expect(Math.abs(count - 25_000)).toBeLessThan(600);
  });
});
