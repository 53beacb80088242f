import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { JavaRandom } from "../../../exercises/taxi/java-random.ts";
import { log } from "../../../src/math/log.ts";

interface Vector {
  readonly seed: number;
  readonly nextInt: number;
  readonly nextInt200: number[];
  readonly nextFloat: number;
  readonly nextDouble: number;
  readonly nextGaussian3: number[];
  readonly shuffle12345: number[];
}
const vectors: Vector[] = JSON.parse(readFileSync(new URL("./goldens.json", import.meta.url), "utf8")).javaRandom;

describe("JavaRandom", () => {
  test.each(vectors)("draws as java.util.Random does from seed $seed", (vector) => {
    const random = () => new JavaRandom(vector.seed);
    expect(random().nextInt()).toBe(vector.nextInt);
    const bounded = random();
    expect([bounded.nextInt(200), bounded.nextInt(200)]).toEqual(vector.nextInt200);
    expect(Math.fround(random().nextFloat())).toBe(Math.fround(vector.nextFloat));
    expect(random().nextDouble()).toBe(vector.nextDouble);
    const normal = random();
    expect([normal.nextGaussian(), normal.nextGaussian(), normal.nextGaussian()]).toEqual(vector.nextGaussian3);
    expect(random().shuffle([1, 2, 3, 4, 5])).toEqual(vector.shuffle12345);
  });

  test("refuses a bound that is not positive", () => {
    expect(() => new JavaRandom(1).nextInt(0)).toThrow("positive");
  });
});

describe("the logarithm", () => {
  test("has the values of its edges", () => {
    expect([log(0), log(-0), log(-1), log(1), log(Number.POSITIVE_INFINITY), log(Number.NaN)]).toEqual([
      -Infinity,
      -Infinity,
      Number.NaN,
      0,
      Infinity,
      Number.NaN,
    ]);
    expect(log(Math.E)).toBe(1);
    expect(log(Number.MIN_VALUE)).toBe(-744.4400719213812);
    expect(log(2)).toBe(0.6931471805599453);
    expect(log(10)).toBe(2.302585092994046);
  });

  test("is within one unit in the last place of the host's", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, noNaN: true, minExcluded: true, noDefaultInfinity: true }), (x) => {
        const host = Math.log(x);
        expect(Math.abs(log(x) - host)).toBeLessThanOrEqual(Math.abs(host) * 2 ** -52);
      }),
      { numRuns: 5000 },
    );
  });
});
