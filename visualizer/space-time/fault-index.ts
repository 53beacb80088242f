/** Faults of the scenario and what failed. */
import { letterOf } from "../fold/fold-cluster.ts";
import type { TraceStore } from "../trace/trace-store.ts";
import type { TopologyIndex } from "./topology-index.ts";

export interface Fault {
  readonly seq: number;
  readonly micros: number;
  /** "crash:tm=B@cp.complete#1+1.2s/20s" */
  readonly spec: string;
  /** When it was over; Infinity: it was not (yet), or it is one moment. */
  endedAt: number;
  /** Attempts that lived on a process that it killed. */
  readonly killed: readonly number[];
  readonly killedJobManager: boolean;
}

/** Fed the events in order, once, each after `TopologyIndex` had it. */
export class FaultIndex {
  readonly faults: Fault[] = [];
  /** Failures of tasks, of machines and of the job: seq ascending. */
  readonly failures: { readonly seq: number; readonly micros: number; readonly task: number }[] = [];
  readonly #byNumber = new Map<number, Fault>();

  take(store: TraceStore, seq: number, topology: TopologyIndex): void {
    const kind = store.kind(seq);
    const micros = store.t(seq);
    if (kind === "fail.task" || kind === "fail.job" || kind === "tm.lost")
      this.failures.push({ seq, micros, task: store.task(seq) });
    else if (kind === "iv.end") {
      const fault = this.#byNumber.get(store.a(seq));
      if (fault !== undefined) fault.endedAt = micros;
    } else if (kind === "iv.apply") {
      const spec = String(store.ext(seq)?.spec ?? "");
      const letter = /^crash:tm=(\w+)/.exec(spec)?.[1];
      const fault: Fault = {
        seq,
        micros,
        spec,
        endedAt: Number.POSITIVE_INFINITY,
        killed: [...topology.attempts.values()]
          .filter(({ tm, to }) => letterOf(tm) === letter && to > micros)
          .map(({ task }) => task),
        killedJobManager: /^crash:(jm|jobmanager)/i.test(spec),
      };
      this.faults.push(fault);
      this.#byNumber.set(store.a(seq), fault);
    }
  }
}
