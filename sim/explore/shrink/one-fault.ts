/**
 * One fault in the place of several. Taking faults away one by one gets stuck where those that are left shift each other's
 * anchors; most mistakes need one fault only, at the right step of the protocol.
 */
import type { Fault } from "../../faults/fault.ts";
import { formatFault, parseFault } from "../../faults/fault-text.ts";
import { CRITICAL_STEPS, type Reduction } from "./reduction.ts";

/** Of each step, the first few are tried. */
const MOST_OF_STEP = 6;

/** The plainest of all faults: tried whatever the plan has, since a plan may bring the same about in a roundabout way. */
function crashOf(index: number): Fault {
  return { what: "crash", target: { role: "tm", index }, silent: false, when: { atMs: 0 }, forMs: 1000 };
}

/** Each fault of the plan by itself: as it is, when it struck, and at each step of the protocol; there also a plain crash. */
export const oneFault: Reduction = {
  name: "one fault",
  *candidates(scenario, { examination }) {
    const faults = (scenario.faults ?? []).map(parseFault);
    if (faults.length < 2) return;
    const alone = (fault: Fault) => ({ ...scenario, faults: [formatFault(fault)] });
    for (const [i, fault] of faults.entries()) {
      yield alone(fault);
      const firedAt = examination.run?.faults[i]?.firedAt ?? null;
      if (firedAt !== null && !("atMs" in fault.when)) yield alone({ ...fault, when: { atMs: firedAt / 1000 } });
    }
    const crashes = Array.from({ length: scenario.cluster.taskManagers }, (_, index) => crashOf(index));
    const kinds = new Map(
      [...crashes, ...faults].map((fault) => [formatFault({ ...fault, when: { atMs: 0 } }), fault]),
    );
    for (let n = 1; n <= MOST_OF_STEP; n++)
      for (const kind of CRITICAL_STEPS)
        for (const fault of kinds.values())
          yield alone({ ...fault, when: { kind, n, checkpoint: null, task: null, plusMs: 0 } });
  },
};
