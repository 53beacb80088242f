/** Times become anchors: a fault at a step of the protocol in a task says why it does harm, a fault at 1.2374 s does not. */
import type { TraceKind } from "../../../src/trace/kinds.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";
import { happensInTask } from "../../faults/anchor-task.ts";
import type { FaultAnchor } from "../../faults/fault.ts";
import { formatFault, parseFault } from "../../faults/fault-text.ts";
import { TaskNames } from "../../faults/task-names.ts";
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

/** Tries the steps of the protocol just before each timed fault, and names the tasks of steps that are counted over all. */
export const anchoredFaults: Reduction = {
  name: "anchors instead of times",
  *candidates(scenario, { examination }) {
    const { run } = examination;
    if (run === null) return;
    const texts = scenario.faults ?? [];
    const steps = new Steps(run.trace);
    for (const [i, text] of texts.entries()) {
      const fault = parseFault(text);
      const { firedAt } = run.faults[i] ?? { firedAt: null };
      if (firedAt === null) continue;
      const anchors = "atMs" in fault.when ? steps.before(firedAt) : steps.named(fault.when);
      for (const when of anchors)
        yield { ...scenario, faults: texts.map((other, k) => (k === i ? formatFault({ ...fault, when }) : other)) };
    }
  },
};

/** The named steps of a run, as anchors that meet them. */
class Steps {
  readonly #trace: readonly TraceEvent[];
  readonly #names = new TaskNames();

  constructor(trace: readonly TraceEvent[]) {
    this.#trace = trace.filter(({ kind }) => NAMED.includes(kind));
    for (const event of trace) this.#names.learn(event);
  }

  /** The last event of each kind before a moment, first as the moment itself, then with the time that passed since. */
  *before(micros: number): Iterable<FaultAnchor> {
    const exact: FaultAnchor[] = [];
    for (const kind of NAMED) {
      const last = this.#trace.findLast((event) => event.kind === kind && event.t <= micros);
      if (last === undefined || micros - last.t > NEAR_MICROS) continue;
      for (const anchor of this.#anchorsOf(last)) {
        yield anchor;
        exact.push({ ...anchor, plusMs: (micros - last.t) / 1000 });
      }
    }
    yield* exact;
  }

  /** An anchor that names no task, with the task. The very first of a kind needs no more words. */
  *named({ kind, n, checkpoint, task, plusMs }: FaultAnchor): Iterable<FaultAnchor> {
    if (task !== null || !happensInTask(kind) || (n === 1 && checkpoint === null)) return;
    const met = this.#trace.filter((event) => event.kind === kind && (checkpoint === null || event.ch === checkpoint));
    const event = met[n - 1];
    if (event === undefined) return;
    for (const anchor of this.#anchorsOf(event)) if (anchor.task !== null) yield { ...anchor, plusMs };
  }

  /** Ways to say which event is meant, the one that says most first. */
  *#anchorsOf(event: TraceEvent): Iterable<FaultAnchor> {
    const { kind } = event;
    const isOfCheckpoint = kind !== "restart.plan" && kind !== "txn.commit" && kind !== "restore.begin" && event.ch > 0;
    const checkpoint = isOfCheckpoint ? event.ch : null;
    const ofKind = this.#trace.filter((other) => other.kind === kind && other.id <= event.id);
    const same = ofKind.filter(({ ch }) => checkpoint === null || ch === checkpoint);
    const task = happensInTask(kind) ? this.#names.anchorOf(event) : null;
    if (ofKind.length === 1) yield { kind, n: 1, checkpoint: null, task: null, plusMs: 0 };
    if (task !== null) {
      const n = same.filter((other) => this.#names.isIn(other, task)).length;
      yield { kind, n, checkpoint, task, plusMs: 0 };
    }
    yield { kind, n: same.length, checkpoint, task: null, plusMs: 0 };
  }
}
