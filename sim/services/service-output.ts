/** How a service of the user's says what its readers see: the checks, the verdicts and the pictures of a run read nothing else. */
import type { EventId, Trace } from "../../src/trace/trace.ts";
import { causeOf, countOf, digestLines, type LogBatch, type LogFiles } from "./log-files.ts";

/** Why each line was written: `recordCause(context)` of the writer, a line each; without it the lineage verdict cannot judge. */
export type LineCauses = readonly EventId[] | null;

/** A transaction as readers of committed data know it. */
interface ShownTransaction {
  readonly written: LogBatch[];
  ended: "open" | "committed" | "aborted";
}

/**
 * Durable: readers see the same before and after a crash of the service. It shows what the service says, also that lines
 * become visible twice; the checks judge it.
 */
export class ServiceOutput {
  readonly #files: LogFiles;
  readonly #trace: Trace;
  readonly #transactions = new Map<string, ShownTransaction>();

  constructor(files: LogFiles, trace: Trace) {
    this.#files = files;
    this.#trace = trace;
  }

  /** Lines that everybody sees from now on. */
  visible(log: string, lines: readonly string[], causes: LineCauses = null): void {
    const trace = this.#trace;
    const file = this.#files.of(log);
    const { first } = file.append(log, lines, "committed");
    trace.emit("txn.write", { b: lines.length, ext: { log, first } });
    this.#show(log, lines, first, causes, {});
  }

  /** Lines that are seen once this transaction is committed; it is open from its first lines on. */
  pending(txn: string, log: string, lines: readonly string[], causes: LineCauses = null): void {
    const trace = this.#trace;
    let transaction = this.#transactions.get(txn);
    if (transaction?.ended !== "open") {
      transaction = { written: [], ended: "open" };
      this.#transactions.set(txn, transaction);
      trace.emit("txn.open", { ext: { log, txn, epoch: 0, producer: txn } });
    }
    const batch = this.#files.of(log).append(log, lines, "pending");
    transaction.written.push(batch);
    trace.emit("txn.write", { b: lines.length, ext: { log, txn, first: batch.first } });
    if (!trace.records) return;
    for (const [i, value] of lines.entries())
      trace.emit("out.pending", { a: batch.first + i, ext: { log, value, txn }, ...causeOf(causes?.[i]) });
  }

  /** What is pending becomes visible; said a second time, nothing more does. */
  committed(txn: string): void {
    const transaction = this.#of(txn, "committed");
    const { written } = transaction;
    const repeated = transaction.ended === "committed";
    transaction.ended = "committed";
    this.#trace.step("txn.commit", { b: countOf(written), ext: { log: written[0]?.log ?? "", txn, repeated } });
    if (repeated) return;
    for (const batch of written) {
      batch.state = "committed";
      this.#show(batch.log, batch.records, batch.first, null, { txn });
    }
  }

  /** What is pending will never be seen. */
  aborted(txn: string, why: string): void {
    const transaction = this.#of(txn, "aborted");
    if (transaction.ended === "aborted") return;
    const { written } = transaction;
    for (const batch of written) batch.state = "aborted";
    transaction.ended = "aborted";
    this.#trace.emit("txn.abort", { b: countOf(written), ext: { log: written[0]?.log ?? "", txn, why } });
  }

  /** A request for this transaction was turned down. */
  refused(txn: string, request: string, reason: string): void {
    this.#trace.emit("txn.refuse", { ext: { txn, epoch: 0, expected: 0, request, reason } });
  }

  #of(txn: string, what: string): ShownTransaction {
    const transaction = this.#transactions.get(txn);
    if (transaction === undefined)
      throw new Error(`A service says that transaction ${txn} is ${what}, but it has shown nothing of it before.`);
    if (transaction.ended !== "open" && transaction.ended !== what)
      throw new Error(
        `A service says that transaction ${txn} is ${what}, but it has said ${transaction.ended} before.`,
      );
    return transaction;
  }

  #show(
    log: string,
    lines: readonly string[],
    first: number,
    causes: LineCauses,
    ext: { readonly txn?: string },
  ): void {
    const trace = this.#trace;
    digestLines(trace, lines, first);
    if (!trace.records) return;
    for (const [i, value] of lines.entries())
      trace.emit("out.visible", { a: first + i, ext: { log, value, ...ext }, ...causeOf(causes?.[i]) });
  }
}
