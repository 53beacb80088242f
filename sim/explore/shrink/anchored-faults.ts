/** Times become anchors: a fault at a step of the protocol says why it does harm, a fault at 1.2374 s does not. */
import type { TraceKind } from "../../../src/trace/kinds.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";
import type { Fault, FaultWhen } from "../../faults/fault.ts";
import { formatFault, parseFault } from "../../faults/fault-text.ts";
import type { Reduction } from "./reduction.ts";

/** Steps of the protocol that people know by a name; those that say most come first. */
const NAMED: readonly TraceKind[] = [
  "txn.pre",
  "cp.sync",
  "cp.notify",
  "restore.begin",
  "cp.complete",
  "cp.trigger",
  "txn.commit",
  "restart.plan",
];
/** Anchors are looked for this long before the fault, µs. */
const NEAR_MICROS = 250_000;

/** Tries the steps of the protocol just before each timed fault. */
export const anchoredFaults: Reduction = {
  name: "anchors instead of times",
  *candidates(scenario, { examination }) {
    const { run } = examination;
    if (run === null) return;
    const texts = scenario.faults ?? [];
    for (const [i, text] of texts.entries()) {
      const fault = parseFault(text);
      const { firedAt } = run.faults[i] ?? { firedAt: null };
      if (firedAt === null || !("atMs" in fault.when)) continue;
      for (const when of anchorsBefore(run.trace, firedAt)) {
        const anchored: Fault = { ...fault, when };
        yield { ...scenario, faults: texts.map((other, k) => (k === i ? formatFault(anchored) : other)) };
      }
    }
  },
};

/** The last event of each named kind before a moment, first as the moment itself, then with the time that passed since. */
function* anchorsBefore(trace: readonly TraceEvent[], micros: number): Iterable<FaultWhen> {
  const exact: FaultWhen[] = [];
  for (const kind of NAMED) {
    const before = trace.filter((event) => event.kind === kind && event.t <= micros);
    const last = before.at(-1);
    if (last === undefined || micros - last.t > NEAR_MICROS) continue;
    const isOfCheckpoint = kind !== "restart.plan" && kind !== "txn.commit" && kind !== "restore.begin" && last.ch > 0;
    const checkpoint = isOfCheckpoint ? last.ch : null;
    const n = isOfCheckpoint ? before.filter(({ ch }) => ch === last.ch).length : before.length;
    yield { kind, n, checkpoint, plusMs: 0 };
    exact.push({ kind, n, checkpoint, plusMs: (micros - last.t) / 1000 });
  }
  yield* exact;
}
