/** Each fault in its plainest form: one call instead of several, a crash that is told, no delay after its anchor. */
import type { Fault } from "../../faults/fault.ts";
import { formatFault, parseFault } from "../../faults/fault-text.ts";
import type { Reduction } from "./reduction.ts";

const PLAIN_MS = 1000;

/** Makes one fault plainer at a time. */
export const simplerFaults: Reduction = {
  name: "plainer faults",
  *candidates(scenario) {
    const texts = scenario.faults ?? [];
    for (const [i, text] of texts.entries())
      for (const fault of plainer(parseFault(text), scenario.cluster.taskManagers))
        yield { ...scenario, faults: texts.map((other, k) => (k === i ? formatFault(fault) : other)) };
  },
};

function* plainer(fault: Fault, taskManagers: number): Iterable<Fault> {
  if ("target" in fault && fault.target.role === "tm") {
    // An index beyond the cluster means a machine in it.
    const { target } = fault;
    for (const index of new Set([target.index % taskManagers, 0]))
      if (index < target.index) yield { ...fault, target: { ...target, index } };
  }
  if (fault.what === "crash" && fault.silent) yield { ...fault, silent: false };
  if (fault.what === "cut" && fault.oneWay) yield { ...fault, oneWay: false };
  if ("n" in fault && fault.n > 1) yield { ...fault, n: 1 };
  if (fault.forMs !== null && fault.forMs > PLAIN_MS) yield { ...fault, forMs: PLAIN_MS };
  const { when } = fault;
  if ("atMs" in when) return;
  if (when.plusMs > 0) {
    yield { ...fault, when: { ...when, plusMs: 0 } };
    if (when.plusMs > 1) yield { ...fault, when: { ...when, plusMs: Math.floor(when.plusMs / 2) } };
  }
  for (const n of new Set([1, Math.floor(when.n / 2), when.n - 1]))
    if (n >= 1 && n < when.n) yield { ...fault, when: { ...when, n } };
}
