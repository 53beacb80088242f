import type { TraceEvent } from "../../../src/trace/trace.ts";
import { textField } from "../../check/values.ts";
import type { IdOf, Probe, ProbeFold, Reach } from "./probe.ts";

/** When machines die or tasks fail. */
export const CRASH_PROBES = [
  {
    id: "crash-before-complete",
    statement: "A task that had pre-committed ended before its checkpoint was complete.",
  },
  {
    id: "crash-before-notify",
    statement: "A task ended after its checkpoint was complete and before it was told.",
  },
  {
    id: "crash-before-commit",
    statement:
      "A task was told that its checkpoint is complete, and ended before what it had pre-committed was committed.",
  },
  { id: "crash-during-restore", statement: "A task ended while it was restoring its state." },
  { id: "crash-during-back-off", statement: "A machine died while a restart was waiting for its delay." },
  { id: "failure-without-crash", statement: "A task failed by itself." },
] as const satisfies readonly Probe[];

interface Attempt {
  readonly node: string;
  /** The checkpoint at which it has pre-committed; 0 for none. */
  prepared: number;
  /** Transactions that it has prepared and that are not committed. */
  readonly transactions: Set<string>;
  readonly awaited: Set<number>;
  readonly told: Set<number>;
  restoring: boolean;
}

/** Attempts that end at bad moments. */
export class CrashProbes implements ProbeFold<IdOf<typeof CRASH_PROBES>> {
  readonly #attempts = new Map<number, Attempt>();
  readonly #preparer = new Map<string, number>();
  readonly #complete = new Set<number>();
  #backOffUntil = -1;

  on(event: TraceEvent, reach: Reach<IdOf<typeof CRASH_PROBES>>): void {
    const attempt = this.#attempts.get(event.task);
    switch (event.kind) {
      case "topo.epoch":
        this.#attempts.clear();
        this.#backOffUntil = -1;
        return;
      case "exec.def":
        this.#attempts.set(event.task, {
          node: textField(event, "tm").replace(/#\d+$/, ""),
          prepared: 0,
          transactions: new Set(),
          awaited: new Set(),
          told: new Set(),
          restoring: false,
        });
        return;
      case "restore.begin":
      case "restore.end":
        if (attempt !== undefined) attempt.restoring = event.kind === "restore.begin";
        return;
      case "txn.pre":
        if (attempt === undefined) return;
        attempt.prepared = event.ch;
        attempt.transactions.add(textField(event, "txn"));
        this.#preparer.set(textField(event, "txn"), event.task);
        return;
      case "txn.commit":
      case "txn.abort": {
        const txn = textField(event, "txn");
        this.#attempts.get(this.#preparer.get(txn) ?? -1)?.transactions.delete(txn);
        return;
      }
      case "cp.ack":
        attempt?.awaited.add(event.ch);
        return;
      case "cp.complete":
        this.#complete.add(event.ch);
        return;
      case "cp.notify":
        if (attempt === undefined) return;
        attempt.awaited.delete(event.ch);
        if (event.a === 0) attempt.told.add(event.ch);
        return;
      case "restart.plan":
        this.#backOffUntil = event.t + event.x;
        return;
      case "fail.task":
        reach("failure-without-crash");
        if (attempt !== undefined) this.#judge(attempt, reach);
        return;
      case "iv.apply":
        this.#onFault(event, reach);
        return;
    }
  }

  #onFault(event: TraceEvent, reach: Reach<IdOf<typeof CRASH_PROBES>>): void {
    const [, name] = /^crash:tm=(\w+)/.exec(textField(event, "spec")) ?? [];
    if (name === undefined) return;
    if (event.t < this.#backOffUntil) reach("crash-during-back-off");
    for (const attempt of this.#attempts.values()) if (attempt.node === `tm-${name}`) this.#judge(attempt, reach);
  }

  #judge(attempt: Attempt, reach: Reach<IdOf<typeof CRASH_PROBES>>): void {
    const { prepared, transactions, awaited, told, restoring } = attempt;
    if (restoring) reach("crash-during-restore");
    if (prepared > 0 && transactions.size > 0) {
      if (!this.#complete.has(prepared)) reach("crash-before-complete");
      else if (told.has(prepared)) reach("crash-before-commit");
    }
    for (const checkpoint of awaited) if (this.#complete.has(checkpoint)) reach("crash-before-notify");
  }
}
