/** The records that a run reads. */
import type { Inputs } from "../src/world.ts";
import type { Scenario } from "./scenario.ts";
import type { Host } from "./simulation.ts";

/** The inputs of a scenario: what the host has read, else the records that the scenario holds. */
export function inputsOf(scenario: Scenario, host: Host): Inputs {
  return {
    records(name) {
      const given = host.inputs?.[name];
      if (given !== undefined) return given;
      const input = scenario.inputs?.[name];
      if (input !== undefined && "records" in input) return input.records;
      throw new Error(`The scenario has no input "${name}".`);
    },
  };
}
