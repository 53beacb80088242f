import type { TraceEvent } from "../../../src/trace/trace.ts";
import { field, textField } from "../../check/values.ts";
import type { IdOf, Probe, ProbeFold, Reach } from "./probe.ts";

/** What becomes of transactions. */
export const OUTPUT_PROBES = [
  { id: "zombie-write", statement: "A log refused what a writer of an earlier attempt wrote." },
  {
    id: "commit-refused",
    statement: "A log refused to commit a transaction.",
    outOfReach:
      "A prepared transaction is aborted only by its timeout, and an outage that is longer loses data, in Flink as here: campaigns assume that none is.",
  },
  { id: "commit-repeated", statement: "A transaction was committed that was committed already." },
  {
    id: "lingering-transaction",
    statement: "A transaction that nobody finished was aborted for a new session or by its timeout.",
  },
  {
    id: "prepared-survives",
    statement: "A transaction was committed in a later epoch than the one that had prepared it.",
  },
] as const satisfies readonly Probe[];

/** Folds `txn.*`. */
export class OutputProbes implements ProbeFold<IdOf<typeof OUTPUT_PROBES>> {
  /** Epoch in which a transaction was prepared. */
  readonly #prepared = new Map<string, number>();
  #epoch = 0;

  on(event: TraceEvent, reach: Reach<IdOf<typeof OUTPUT_PROBES>>): void {
    switch (event.kind) {
      case "topo.epoch":
        this.#epoch = event.a;
        return;
      case "txn.refuse":
        if (field(event, "request") === "write") reach("zombie-write");
        else if (field(event, "request") === "commit") reach("commit-refused");
        return;
      case "txn.pre":
        this.#prepared.set(textField(event, "txn"), this.#epoch);
        return;
      case "txn.commit":
        if (field(event, "repeated") === true) reach("commit-repeated");
        else if ((this.#prepared.get(textField(event, "txn")) ?? this.#epoch) < this.#epoch) reach("prepared-survives");
        return;
      case "txn.abort":
        if (field(event, "why") !== "asked") reach("lingering-transaction");
        return;
    }
  }
}
