/**
 * One fault in the place of several. Taking faults away one by one gets stuck where those that are left shift each other's
 * anchors; most mistakes need one fault only, at the right step of the protocol.
 */
import type { TraceKind } from "../../../src/trace/kinds.ts";
import type { Fault } from "../../faults/fault.ts";
import { formatFault, parseFault } from "../../faults/fault-text.ts";
import type { Reduction } from "./reduction.ts";

/** Steps at which a protocol is half done. */
const STEPS: readonly TraceKind[] = [
  "txn.pre",
  "cp.complete",
  "cp.notify",
  "cp.sync",
  "cp.ack",
  "txn.commit",
  "restore.begin",
];
/** Of each step, the first few are tried. */
const MOST_OF_STEP = 6;

/** Each fault of the plan by itself: as it is, when it struck, and at each step of the protocol. */
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
    const kinds = new Map(faults.map((fault) => [formatFault({ ...fault, when: { atMs: 0 } }), fault]));
    for (let n = 1; n <= MOST_OF_STEP; n++)
      for (const kind of STEPS)
        for (const fault of kinds.values())
          yield alone({ ...fault, when: { kind, n, checkpoint: null, task: null, plusMs: 0 } });
  },
};
