/** The task that an anchor waits for, and how its name is written in the text of a fault. */
import type { TraceKind } from "../../src/trace/kinds.ts";

/** A task of the job: all subtasks of an operator chain, or one of them. */
export interface AnchorTask {
  /** Of the chain (`Source: orders -> Map`), or of any operator in it (`Map`). */
  readonly name: string;
  /** From 1, as Flink counts; null: any. */
  readonly subtask: number | null;
}

/** Events of the coordination level that happen in one task. */
export const TASK_EVENTS: readonly TraceKind[] = [
  "cp.aligned",
  "cp.async",
  "cp.block",
  "cp.decline",
  "cp.first",
  "cp.inject",
  "cp.notify",
  "cp.sync",
  "cp.ack",
  "cp.unblock",
  "exec.def",
  "exec.state",
  "fail.task",
  "restore.begin",
  "restore.end",
  "src.rewind",
  "txn.pre",
];

/** Can an anchor of this kind name a task? */
export function happensInTask(kind: TraceKind): boolean {
  return TASK_EVENTS.includes(kind);
}

/** What has a meaning in the text of a fault, in a list of faults, or in a line. */
const SPECIAL = /[%,()/@;#\p{Cc}]/gu;

/** The name as it stands in a text: letters, blanks, `:`, `-` and `>` are themselves, others are written as `%2F`. */
export function writtenName(name: string): string {
  return name.replace(
    SPECIAL,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** The name that was written; null if a `%` stands alone, or there is no name. */
export function readName(text: string): string | null {
  if (text === "" || /%(?![0-9A-Fa-f]{2})/.test(text)) return null;
  return text.replace(/%(..)/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
}
