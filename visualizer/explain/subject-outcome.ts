/** Facts of checkpoints and transactions at the cursor. */
import type { CheckpointView } from "../fold/view-state.ts";
import { bytes, duration, grouped, listOf, moment, UNKNOWN } from "./quantities.ts";
import type { At, Line } from "./subject.ts";

const MOST_MISSING = 6;

/** Null: it was not triggered (yet). */
export function checkpointFacts({ state, names, micros, language, say }: At, id: number): Line[] | null {
  const checkpoint = state.checkpoints.get(id);
  if (checkpoint === undefined) return null;
  const { status, triggeredAt, endedAt } = checkpoint;
  const tasks = [...checkpoint.tasks.values()];
  const missing = tasks.filter(({ ackAt }) => ackAt === null).map(({ task }) => names.task(task, language));
  const lasted = duration((endedAt ?? micros) - triggeredAt, language);
  const lines: Line[] = [
    { label: "status", value: say(status) },
    { label: "triggered", value: moment(triggeredAt, language) },
    { label: endedAt === null ? "duration" : "endToEnd", value: lasted },
    { label: "acknowledged", value: say("ofAll", tasks.length - missing.length, tasks.length) },
  ];
  if (missing.length > 0) lines.push({ label: "missing", value: listOf(missing, language, MOST_MISSING) });
  const slowest = slowestAlignment(checkpoint);
  if (slowest !== null) {
    const name = names.task(slowest.task, language);
    lines.push({ label: "slowest", value: say("slowestOf", name, duration(slowest.micros, language)) });
  }
  if (status === "completed" || status === "subsumed")
    lines.push({ label: "size", value: bytes(checkpoint.bytes, language) });
  if (checkpoint.reason !== null) lines.push({ label: "reason", value: checkpoint.reason });
  if (checkpoint.restoredAt.length > 0)
    lines.push({
      label: "restored",
      value: checkpoint.restoredAt.map((restored) => moment(restored, language)).join(", "),
    });
  return lines;
}

/** The subtask that waited longest for its barriers; null if none has them all. */
function slowestAlignment({ tasks }: CheckpointView): { readonly task: number; readonly micros: number } | null {
  let slowest: { readonly task: number; readonly micros: number } | null = null;
  for (const { task, firstAt, alignedAt } of tasks.values()) {
    if (firstAt === null || alignedAt === null) continue;
    const micros = alignedAt - firstAt;
    if (micros > (slowest?.micros ?? 0)) slowest = { task, micros };
  }
  return slowest;
}

/** Null: it was not opened (yet). */
export function transactionFacts({ state, language, say }: At, txn: string): Line[] | null {
  const transaction = state.transactions.get(txn);
  if (transaction === undefined) return null;
  const { checkpoint, preCommittedAt, endedAt } = transaction;
  const time = (micros: number | null): string => (micros === null ? UNKNOWN[language] : moment(micros, language));
  return [
    { label: "state", value: say(transaction.state) },
    { label: "log", value: transaction.log },
    { label: "records", value: grouped(transaction.records) },
    { label: "opened", value: moment(transaction.openedAt, language) },
    { label: "preCommitted", value: time(preCommittedAt) },
    { label: "withCheckpoint", value: checkpoint < 0 ? UNKNOWN[language] : String(checkpoint) },
    { label: "ended", value: time(endedAt) },
  ];
}
