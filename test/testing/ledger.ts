/**
 * A ledger of the user's: entries are handed in under a transaction and are in the book once it is committed. It is made to be
 * asked anything twice, and late.
 */
import type { LineCauses, ServiceContext, SimulatedService } from "../../sim/index.ts";

/** Which entries: those that an attempt of a subtask has gathered for a checkpoint. */
export interface LedgerTransaction {
  readonly prefix: string;
  readonly subtask: number;
  readonly attempt: number;
  readonly checkpoint: number;
}

/** Who begins: the owner of all subtasks that are congruent to it, also of those that a smaller job no longer has. */
export interface LedgerOwner {
  readonly prefix: string;
  readonly subtask: number;
  readonly parallelism: number;
  readonly attempt: number;
}

export type LedgerRequest =
  /** Shuts earlier attempts out, and aborts what they have prepared for later checkpoints than the restored one. */
  | { readonly kind: "begin"; readonly owner: LedgerOwner; readonly restoredCheckpoint: number }
  | {
      readonly kind: "prepare";
      readonly transaction: LedgerTransaction;
      readonly entries: readonly string[];
      readonly causes: LineCauses;
    }
  | { readonly kind: "commit"; readonly transaction: LedgerTransaction }
  | { readonly kind: "abort"; readonly transaction: LedgerTransaction }
  /** The mistake: entries without a transaction are in the book as often as it is asked for. */
  | { readonly kind: "book"; readonly entries: readonly string[] };

export type LedgerReply = { readonly ok: true } | { readonly ok: false; readonly reason: string };

interface KeptTransaction extends LedgerTransaction {
  readonly entries: readonly string[];
  status: "prepared" | "committed" | "aborted";
}

export interface LedgerState {
  readonly book: string[];
  readonly transactions: Map<string, KeptTransaction>;
  /** The newest attempt of each subtask: earlier ones may prepare nothing more. */
  readonly attempts: Map<string, LedgerOwner>;
}

export function transactionName({ prefix, subtask, checkpoint, attempt }: LedgerTransaction): string {
  return `${prefix}-${subtask}-${checkpoint}@${attempt}`;
}

const DONE: LedgerReply = { ok: true };

/** What readers of the book see goes to the log of the same name as the transactions' prefix, `book` for the mistake. */
export function ledger(): SimulatedService<LedgerRequest, LedgerReply, LedgerState> {
  return {
    initialState: () => ({ book: [], transactions: new Map(), attempts: new Map() }),
    handle(request, state, context) {
      switch (request.kind) {
        case "begin":
          return begin(request.owner, request.restoredCheckpoint, state, context);
        case "prepare":
          return prepare(request, state, context);
        case "commit":
          return commit(request.transaction, state, context);
        case "abort": {
          const kept = state.transactions.get(transactionName(request.transaction));
          if (kept !== undefined) abort(kept, "asked", context);
          return DONE;
        }
        case "book":
          state.book.push(...request.entries);
          context.output.visible("book", request.entries);
          return DONE;
      }
    },
  };
}

function begin(owner: LedgerOwner, restored: number, state: LedgerState, context: ServiceContext): LedgerReply {
  const { prefix, subtask, parallelism, attempt } = owner;
  const isOwned = (other: { readonly prefix: string; readonly subtask: number }) =>
    other.prefix === prefix && other.subtask % parallelism === subtask;
  const name = `${prefix}-${subtask}`;
  if ((state.attempts.get(name)?.attempt ?? -1) > attempt) return { ok: false, reason: "fenced" };
  state.attempts.set(name, owner);
  for (const [other, known] of state.attempts)
    if (isOwned(known) && known.attempt < attempt) state.attempts.set(other, { ...known, attempt });
  for (const kept of state.transactions.values())
    if (isOwned(kept) && kept.attempt < attempt && kept.checkpoint > restored) abort(kept, "a later attempt", context);
  return DONE;
}

function prepare(
  { transaction, entries, causes }: Extract<LedgerRequest, { readonly kind: "prepare" }>,
  state: LedgerState,
  { output }: ServiceContext,
): LedgerReply {
  const { prefix, subtask, attempt } = transaction;
  const name = transactionName(transaction);
  if ((state.attempts.get(`${prefix}-${subtask}`)?.attempt ?? -1) > attempt) {
    output.refused(name, "prepare", "fenced");
    return { ok: false, reason: "fenced" };
  }
  if (state.transactions.has(name)) return DONE;
  state.transactions.set(name, { ...transaction, entries, status: "prepared" });
  output.pending(name, prefix, entries, causes);
  return DONE;
}

function commit(transaction: LedgerTransaction, state: LedgerState, { output }: ServiceContext): LedgerReply {
  const name = transactionName(transaction);
  const kept = state.transactions.get(name);
  if (kept === undefined || kept.status === "aborted") {
    output.refused(name, "commit", "no such transaction");
    return { ok: false, reason: "no such transaction" };
  }
  output.committed(name);
  if (kept.status === "committed") return DONE;
  kept.status = "committed";
  state.book.push(...kept.entries);
  return DONE;
}

function abort(kept: KeptTransaction, why: string, { output }: ServiceContext): void {
  if (kept.status !== "prepared") return;
  kept.status = "aborted";
  output.aborted(transactionName(kept), why);
}
