import type { Scenario } from "../sim/scenario.ts";

/** How many records a scenario has: its own and those of its files. */
export function recordsOf({ inputs }: Scenario, loaded: Readonly<Record<string, readonly unknown[]>>): number {
  let sum = 0;
  for (const input of Object.values(inputs ?? {})) if ("records" in input) sum += input.records.length;
  for (const records of Object.values(loaded)) sum += records.length;
  return sum;
}
