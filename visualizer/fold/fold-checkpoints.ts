/** Checkpoints with the part of each subtask, and transactions. */
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { TraceStore } from "../trace/trace-store.ts";
import type { Fold } from "./fold-event.ts";
import type {
  CheckpointStatus,
  CheckpointTaskView,
  LogView,
  TransactionState,
  TransactionView,
  ViewState,
} from "./view-state.ts";

export const checkpointFolds: Partial<Record<TraceKind, Fold>> = {
  "cp.trigger"(state, store, seq) {
    const id = store.ch(seq);
    const ext = store.ext(seq);
    const tasks = Array.isArray(ext?.tasks) ? (ext.tasks as number[]) : [];
    state.checkpoints.set(id, {
      edition: state.edition,
      id,
      isSavepoint: store.a(seq) !== 0,
      triggeredAt: store.t(seq),
      triggerSeq: seq,
      status: "pending",
      endedAt: null,
      endSeq: -1,
      bytes: 0,
      reason: null,
      restoredAt: [],
      tasks: new Map(tasks.map((task) => [task, participant(task)])),
    });
  },
  "cp.inject": (state, store, seq) => takePart(state, store, seq, { firstAt: store.t(seq), alignedAt: store.t(seq) }),
  "cp.first"(state, store, seq) {
    takePart(state, store, seq, { firstAt: store.t(seq) });
    const task = state.own(state.tasks, store.task(seq));
    if (task !== undefined) task.aligning = { checkpoint: store.ch(seq), sinceMicros: store.t(seq) };
  },
  "cp.block"(state, store, seq) {
    const channel = state.own(state.channels, store.ch(seq));
    if (channel !== undefined) channel.blockedBy = store.a(seq);
  },
  "cp.unblock"(state, store, seq) {
    const channel = state.own(state.channels, store.ch(seq));
    if (channel !== undefined) channel.blockedBy = 0;
    const task = state.own(state.tasks, store.task(seq));
    if (task !== undefined) task.aligning = null;
  },
  "cp.aligned"(state, store, seq) {
    takePart(state, store, seq, { alignedAt: store.t(seq) });
    const task = state.own(state.tasks, store.task(seq));
    if (task !== undefined) task.aligning = null;
  },
  "cp.sync": (state, store, seq) => takePart(state, store, seq, { syncAt: store.t(seq) }),
  "cp.async": (state, store, seq) => takePart(state, store, seq, { asyncAt: store.t(seq), bytes: store.b(seq) }),
  "cp.ack"(state, store, seq) {
    if (store.task(seq) >= 0) takePart(state, store, seq, { ackAt: store.t(seq) });
  },
  "cp.decline": (state, store, seq) => takePart(state, store, seq, { declined: String(store.ext(seq)?.reason ?? "") }),
  "cp.notify"(state, store, seq) {
    if (store.a(seq) === 0) takePart(state, store, seq, { notifiedAt: store.t(seq) });
  },
  "cp.complete": (state, store, seq) => end(state, store, seq, "completed"),
  "cp.fail": (state, store, seq) => end(state, store, seq, "failed"),
  "cp.subsume"(state, store, seq) {
    const checkpoint = state.own(state.checkpoints, store.ch(seq));
    if (checkpoint !== undefined) checkpoint.status = "subsumed";
  },
  "cp.restore"(state, store, seq) {
    const checkpoint = state.own(state.checkpoints, store.ch(seq));
    if (checkpoint !== undefined) checkpoint.restoredAt = [...checkpoint.restoredAt, store.t(seq)];
  },
  "txn.open"(state, store, seq) {
    const ext = store.ext(seq);
    const txn = String(ext?.txn);
    state.transactions.set(txn, {
      edition: state.edition,
      txn,
      openedAt: store.t(seq),
      subtask: writerOf(state, String(ext?.producer ?? ""), String(ext?.log ?? "")),
      log: String(ext?.log ?? ""),
      state: "open",
      records: 0,
      checkpoint: -1,
      preCommittedAt: null,
      endedAt: null,
      lastSeq: seq,
    });
  },
  "txn.write"(state, store, seq) {
    const ext = store.ext(seq);
    const log = logOf(state, String(ext?.log ?? ""));
    if (ext?.txn === undefined) {
      log.committed += store.b(seq);
      return;
    }
    log.pending += store.b(seq);
    change(state, store, seq, (transaction) => {
      transaction.records += store.b(seq);
    });
  },
  "txn.pre"(state, store, seq) {
    change(state, store, seq, (transaction) => {
      transaction.state = "pre-committed";
      transaction.preCommittedAt = store.t(seq);
      transaction.checkpoint = store.ch(seq);
      const writer = state.tasks.get(store.task(seq));
      if (writer !== undefined) transaction.subtask = `${writer.vertex}/${writer.subtask}`;
    });
  },
  "txn.commit": (state, store, seq) => settle(state, store, seq, "committed"),
  "txn.abort": (state, store, seq) => settle(state, store, seq, "aborted"),
};

function participant(task: number): CheckpointTaskView {
  return {
    task,
    firstAt: null,
    alignedAt: null,
    syncAt: null,
    asyncAt: null,
    ackAt: null,
    notifiedAt: null,
    bytes: 0,
    declined: null,
  };
}

/** Notes what the event's task did for the event's checkpoint. */
function takePart(state: ViewState, store: TraceStore, seq: number, part: Partial<CheckpointTaskView>): void {
  const checkpoint = state.own(state.checkpoints, store.ch(seq));
  if (checkpoint === undefined) return;
  const task = store.task(seq);
  const before = checkpoint.tasks.get(task) ?? participant(task);
  checkpoint.tasks = new Map([...checkpoint.tasks, [task, { ...before, ...part }]]);
}

function end(state: ViewState, store: TraceStore, seq: number, status: CheckpointStatus): void {
  const checkpoint = state.own(state.checkpoints, store.ch(seq));
  if (checkpoint === undefined) return;
  checkpoint.status = status;
  checkpoint.endedAt = store.t(seq);
  checkpoint.endSeq = seq;
  checkpoint.bytes = store.b(seq);
  const reason = store.ext(seq)?.reason;
  if (typeof reason === "string") checkpoint.reason = reason;
}

/**
 * The subtask that a producer's id names, "prefix-subtask-checkpoint": the log tells of nothing more. Of several vertices
 * that commit, that which is called like the log. What is pre-committed later tells it for certain.
 */
function writerOf(state: ViewState, producer: string, log: string): string {
  const subtask = /-(\d+)-\d+$/.exec(producer)?.[1];
  const sinks = [...state.vertices.values()].filter(({ name }) => name.includes(": Committer"));
  const own = sinks.length === 1 ? sinks : sinks.filter(({ name }) => name.includes(`${log}: Committer`));
  return subtask === undefined || own.length !== 1 ? "" : `${own[0].id}/${subtask}`;
}

function change(state: ViewState, store: TraceStore, seq: number, by: (transaction: TransactionView) => void): void {
  const transaction = state.own(state.transactions, String(store.ext(seq)?.txn));
  if (transaction === undefined) return;
  by(transaction);
  transaction.lastSeq = seq;
}

function settle(state: ViewState, store: TraceStore, seq: number, outcome: TransactionState): void {
  change(state, store, seq, (transaction) => {
    if (transaction.state === outcome) return;
    transaction.state = outcome;
    transaction.endedAt = store.t(seq);
    const log = logOf(state, transaction.log);
    log.pending -= transaction.records;
    if (outcome === "committed") log.committed += transaction.records;
  });
}

function logOf(state: ViewState, log: string): LogView {
  const known = state.own(state.logs, log);
  if (known !== undefined) return known;
  const made: LogView = { edition: state.edition, log, committed: 0, pending: 0 };
  state.logs.set(log, made);
  return made;
}
