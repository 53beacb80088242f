/** What struck last before the violation, alone: mostly that did it, whatever else had struck before. */
import { formatFault, parseFault } from "../../faults/fault-text.ts";
import type { Reduction } from "./reduction.ts";

/** What struck before that did less to it. */
const MOST_TRIED = 2;

/** The last two faults, each alone: as it is, and at the time at which it struck. */
export const lastFaults: Reduction = {
  name: "the last fault",
  *candidates(scenario, { examination }) {
    const texts = scenario.faults ?? [];
    if (examination.run === null || texts.length < 2) return;
    const struck = examination.run.faults.flatMap(({ firedAt }, i) => (firedAt === null ? [] : [{ i, firedAt }]));
    for (const { i, firedAt } of struck.sort((a, b) => b.firedAt - a.firedAt || b.i - a.i).slice(0, MOST_TRIED)) {
      yield { ...scenario, faults: [texts[i]] };
      const fault = parseFault(texts[i]);
      if (!("atMs" in fault.when))
        yield { ...scenario, faults: [formatFault({ ...fault, when: { atMs: firedAt / 1000 } })] };
    }
  },
};
