/** A two-phase-commit sink of the user's on the ledger: Flink's shapes, a writer in each subtask and a committer behind it. */
import {
  type CommitRequest,
  type Committer,
  type CommitterContext,
  type LogSink,
  nodeId,
  recordCause,
  type SinkWriter,
  type Step,
  tracePreCommit,
  type WriterContext,
} from "../../src/index.ts";
import type { EventId } from "../../src/trace/trace.ts";
import { type LedgerReply, type LedgerRequest, type LedgerTransaction, transactionName } from "./ledger.ts";

const LEDGER = nodeId("ledger");

function sizeBytes(request: LedgerRequest): number {
  const entries = "entries" in request ? request.entries : [];
  return entries.reduce((sum, entry) => sum + entry.length, 60);
}

/** Entries are in the book of the prefix exactly once, after the checkpoint that holds them. */
export function ledgerSink(prefix: string): LogSink<string, LedgerTransaction> {
  return {
    log: prefix,
    serialize: (entry) => entry,
    createWriter: (context) => new LedgerWriter(prefix, context),
    createCommitter: (context) => new LedgerCommitter(context),
  };
}

class LedgerWriter implements SinkWriter<string, LedgerTransaction> {
  readonly #prefix: string;
  readonly #context: WriterContext;
  /** The checkpoint that the gathered entries are for, unless it fails: then they stay in the transaction of this name. */
  #checkpoint: number;
  #begun = false;
  #entries: string[] = [];
  #causes: EventId[] = [];
  #prepared: { readonly transaction: LedgerTransaction; readonly records: number } | null = null;

  constructor(prefix: string, context: WriterContext) {
    this.#prefix = prefix;
    this.#context = context;
    this.#checkpoint = (context.restoredCheckpointId ?? 0) + 1;
  }

  write(entry: string): void {
    this.#entries.push(entry);
    const cause = recordCause(this.#context);
    if (cause !== null) this.#causes.push(cause);
  }

  /** Comes before each checkpoint and at the end of the input. */
  *flush(): Step {
    if (!this.#begun) yield* this.#begin();
    if (this.#entries.length === 0) return;
    const { subtaskIndex, attemptNumber } = this.#context;
    const transaction: LedgerTransaction = {
      prefix: this.#prefix,
      subtask: subtaskIndex,
      attempt: attemptNumber,
      checkpoint: this.#checkpoint,
    };
    const entries = this.#entries;
    const causes = this.#context.trace.records ? this.#causes : null;
    this.#entries = [];
    this.#causes = [];
    yield* this.#ask({ kind: "prepare", transaction, entries, causes });
    this.#prepared = { transaction, records: entries.length };
  }

  prepareCommit(): readonly LedgerTransaction[] {
    if (this.#prepared === null) return [];
    const { transaction } = this.#prepared;
    // No snapshot will follow: this is the end of the input.
    if (!this.#context.checkpointing) this.#preCommit(null);
    return [transaction];
  }

  snapshotState(checkpointId: number): readonly unknown[] {
    this.#preCommit(checkpointId);
    this.#checkpoint = checkpointId + 1;
    return [];
  }

  /** What is prepared is left to the committer, or to the next attempt, which aborts it. */
  close(): void {}

  *#begin(): Step {
    const { subtaskIndex, parallelism, attemptNumber, restoredCheckpointId } = this.#context;
    const owner = { prefix: this.#prefix, subtask: subtaskIndex, parallelism, attempt: attemptNumber };
    yield* this.#ask({ kind: "begin", owner, restoredCheckpoint: restoredCheckpointId ?? 0 });
    this.#begun = true;
  }

  *#ask(request: LedgerRequest): Step {
    const reply = (yield* this.#context.external.ask(LEDGER, request, sizeBytes(request))) as LedgerReply;
    if (!reply.ok) throw new Error(`The ledger refused to ${request.kind}: ${reply.reason}.`);
  }

  #preCommit(checkpointId: number | null): void {
    if (this.#prepared === null) return;
    const { transaction, records } = this.#prepared;
    tracePreCommit(this.#context, { txn: transactionName(transaction), checkpointId, records, received: records });
    this.#prepared = null;
  }
}

class LedgerCommitter implements Committer<LedgerTransaction> {
  readonly #context: CommitterContext;

  constructor(context: CommitterContext) {
    this.#context = context;
  }

  *commit(requests: readonly CommitRequest<LedgerTransaction>[]): Step {
    for (const request of requests) {
      const commit: LedgerRequest = { kind: "commit", transaction: request.committable };
      const reply = (yield* this.#context.external.ask(LEDGER, commit, sizeBytes(commit))) as LedgerReply;
      if (!reply.ok) request.signalFailedWithKnownReason(reply.reason);
    }
  }

  close(): void {}
}

/** The same with a mistake: what is committed has no name, so the ledger cannot know that it has it already. */
export function bookingSink(): LogSink<string, readonly string[]> {
  return {
    log: "book",
    serialize: (entry) => entry,
    createWriter() {
      let entries: string[] = [];
      return {
        write: (entry) => void entries.push(entry),
        flush() {},
        prepareCommit() {
          const gathered = entries;
          entries = [];
          return gathered.length === 0 ? [] : [gathered];
        },
        close() {},
      };
    },
    createCommitter: ({ external }) => ({
      *commit(requests): Step {
        for (const { committable } of requests) {
          const book: LedgerRequest = { kind: "book", entries: committable };
          yield* external.ask(LEDGER, book, sizeBytes(book));
        }
      },
      close() {},
    }),
  };
}
