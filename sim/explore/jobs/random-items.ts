/** Draws the input of generated jobs: few or many keys, one of them often; records at the same time, gaps, repetitions. */
import { between, type Dice, magnitude, oneIn, pick } from "../dice.ts";
import type { Item } from "./job-plan.ts";

const MOST_ITEMS = 128;

/** In order of event time; also no records at all. */
export function randomItems(dice: Dice): Item[] {
  const count = oneIn(dice, 20) ? 0 : magnitude(dice, MOST_ITEMS);
  const keys = magnitude(dice, 16);
  const skewed = oneIn(dice, 3);
  const stepMs = pick(dice, [0, 1, 10, 30, 100]);
  const idleOneIn = oneIn(dice, 3) ? between(dice, 5, 40) : 0;
  const repeatOneIn = oneIn(dice, 4) ? between(dice, 3, 20) : 0;
  const items: Item[] = [];
  let at = pick(dice, [0, 999, 1000, 123_456]);
  for (let i = 0; i < count; i++) {
    const last = items.at(-1);
    if (repeatOneIn > 0 && last !== undefined && oneIn(dice, repeatOneIn)) {
      items.push(last);
      continue;
    }
    at += dice.below(stepMs * 2 + 1);
    if (idleOneIn > 0 && oneIn(dice, idleOneIn)) at += pick(dice, [500, 2000, 5000]);
    const key = skewed && !oneIn(dice, 4) ? 0 : dice.below(keys);
    items.push({ id: `r${i}`, key: `k${key}`, value: dice.below(100), at });
  }
  return items;
}
