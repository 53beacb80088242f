/** What came about in a run, as far as a campaign has to say that it has tested something. */
import type { TraceEvent } from "../../src/trace/trace.ts";
import { EXEC_FINISHED, EXEC_RUNNING } from "../check/states.ts";
import type { TraceObserver } from "../trace/recorder.ts";

/** Facts that decide whether a passing campaign proves anything. */
export interface Happenings {
  /** The job went on from a completed checkpoint. */
  readonly restored: boolean;
  /** A sink has prepared a transaction. */
  readonly prepared: boolean;
  /** An attempt ended while a transaction that it had prepared was not committed. */
  readonly crashedBeforeCommit: boolean;
  /** A restart was planned before the one before it was over. */
  readonly failedDuringRecovery: boolean;
}

/** Folds the coordination level of a trace. */
export class HappeningsFold implements TraceObserver {
  #restored = false;
  #crashedBeforeCommit = false;
  #failedDuringRecovery = false;
  #hasPrepared = false;
  #recovering = false;
  /** Attempts of the present epoch that do not run yet. */
  readonly #starting = new Set<number>();
  /** Transactions that are prepared and not committed, by name, with the attempt that has prepared them. */
  readonly #prepared = new Map<string, number>();

  get happenings(): Happenings {
    return {
      restored: this.#restored,
      prepared: this.#hasPrepared,
      crashedBeforeCommit: this.#crashedBeforeCommit,
      failedDuringRecovery: this.#failedDuringRecovery,
    };
  }

  on(event: TraceEvent): void {
    switch (event.kind) {
      case "topo.epoch":
        this.#starting.clear();
        return;
      case "exec.def":
        this.#starting.add(event.task);
        return;
      case "exec.state":
        this.#onState(event);
        return;
      case "restart.plan":
        if (this.#recovering) this.#failedDuringRecovery = true;
        this.#recovering = true;
        return;
      case "cp.restore":
        this.#restored = true;
        return;
      case "txn.pre":
        this.#hasPrepared = true;
        this.#prepared.set(String(event.ext?.txn), event.task);
        return;
      case "txn.commit":
      case "txn.abort":
        this.#prepared.delete(String(event.ext?.txn));
        return;
      default:
        return;
    }
  }

  #onState({ task, b }: TraceEvent): void {
    if (b === EXEC_RUNNING) {
      this.#starting.delete(task);
      if (this.#starting.size === 0) this.#recovering = false;
    }
    if (b <= EXEC_FINISHED) return;
    for (const preparer of this.#prepared.values()) if (preparer === task) this.#crashedBeforeCommit = true;
  }
}
