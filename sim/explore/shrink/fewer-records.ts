/** As few records as possible in every input that lies in the scenario. */
import { type Reduction, withoutParts } from "./reduction.ts";

/** Delta debugging over each input; from the beginning after each success, since large parts may have become superfluous. */
export const fewerRecords: Reduction = {
  name: "fewer records",
  *candidates(scenario) {
    for (const [name, input] of Object.entries(scenario.inputs ?? {})) {
      if (!("records" in input)) continue;
      for (const records of withoutParts(input.records))
        yield { ...scenario, inputs: { ...scenario.inputs, [name]: { records } } };
    }
  },
};
