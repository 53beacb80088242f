/** Randomness of generated scenarios: any source of whole numbers, and the few ways in which they are drawn from it. */

/** Gives whole numbers in [0, bound), all equally likely. */
export interface Dice {
  below(bound: number): number;
}

/** A whole number from `min` to `max`, both included. */
export function between(dice: Dice, min: number, max: number): number {
  return min + dice.below(max - min + 1);
}

/** True once in `n` times. */
export function oneIn(dice: Dice, n: number): boolean {
  return dice.below(n) === 0;
}

/** One of a list that is not empty. */
export function pick<T>(dice: Dice, list: readonly T[]): T {
  return list[dice.below(list.length)];
}

/** One of a list, each as often as its weight says; weights are whole numbers above 0. */
export function pickWeighted<T>(dice: Dice, list: readonly { readonly weight: number; readonly value: T }[]): T {
  let left = dice.below(list.reduce((sum, { weight }) => sum + weight, 0));
  for (const { weight, value } of list) {
    if (left < weight) return value;
    left -= weight;
  }
  throw new Error("Nothing can be picked from an empty list.");
}

/** A whole number from 1 to `max`; small ones are as likely as large ones by order of magnitude. */
export function magnitude(dice: Dice, max: number): number {
  const bits = Math.max(1, 32 - Math.clz32(max));
  return Math.min(max, 1 + dice.below(2 ** between(dice, 1, bits) - 1 || 1));
}

/** Some of a list, at least one, in their order. */
export function someOf<T>(dice: Dice, list: readonly T[]): T[] {
  const chosen = list.filter(() => oneIn(dice, 2));
  return chosen.length > 0 ? chosen : [pick(dice, list)];
}
