/** Settings go back to those of the base, all at once, then one by one: what remains is the diagnosis. */
import { usualSettings } from "../ground.ts";
import type { Reduction } from "./reduction.ts";

/** Takes adversarial values back. */
export const plainSettings: Reduction = {
  name: "settings as they usually are",
  *candidates(scenario, { base }) {
    const usual = usualSettings(base);
    const own = scenario.configuration ?? {};
    const differing = Object.keys(own).filter((key) => own[key] !== usual[key]);
    if (differing.length > 1) yield { ...scenario, configuration: usual };
    for (const key of differing) {
      const { [key]: _dropped, ...rest } = own;
      yield { ...scenario, configuration: Object.hasOwn(usual, key) ? { ...rest, [key]: usual[key] } : rest };
    }
  },
};
