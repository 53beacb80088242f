/** Varies the records of a scenario without knowing what they mean: fewer of them, some twice, neighbours swapped. */
import type { Scenario, ScenarioInput } from "../scenario.ts";
import { between, type Dice, oneIn } from "./dice.ts";
import type { Feature } from "./features.ts";

/** Inputs that lie in files stay as they are. @param fixed inputs that stay, too */
export function randomRecords(
  dice: Dice,
  features: ReadonlySet<Feature>,
  inputs: Scenario["inputs"],
  fixed: readonly string[],
): Scenario["inputs"] {
  if (inputs === undefined) return undefined;
  const varied = Object.entries(inputs).map(([name, input]): [string, ScenarioInput] => [
    name,
    "records" in input && !fixed.includes(name) ? { records: vary(dice, features, input.records) } : input,
  ]);
  return Object.fromEntries(varied);
}

function vary(dice: Dice, features: ReadonlySet<Feature>, records: readonly unknown[]): readonly unknown[] {
  let varied = [...records];
  if (features.has("fewer-records")) varied = varied.slice(0, dice.below(varied.length + 1));
  if (features.has("repeated-records")) {
    const repeatOneIn = between(dice, 4, 40);
    varied = varied.flatMap((record) => (oneIn(dice, repeatOneIn) ? [record, record] : [record]));
  }
  if (features.has("swapped-records")) {
    const swapOneIn = between(dice, 2, 20);
    for (let i = 1; i < varied.length; i++)
      if (oneIn(dice, swapOneIn)) [varied[i - 1], varied[i]] = [varied[i], varied[i - 1]];
  }
  return varied;
}
