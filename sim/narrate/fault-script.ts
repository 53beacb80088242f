/** Faults as instructions: *at the 2nd pre-commit of checkpoint 3, crash TaskManager B for 1 s*. */
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { AnchorTask } from "../faults/anchor-task.ts";
import type { CallChoice, Fault, FaultWhen } from "../faults/fault.ts";
import { parseFault } from "../faults/fault-text.ts";
import { machine } from "./faults.ts";
import { duration } from "./quantities.ts";

/** Steps of the protocol, with Flink's own callback where there is one. */
const STEPS: Partial<Readonly<Record<TraceKind, string>>> = {
  "txn.pre": "pre-commit (preCommit)",
  "txn.open": "opening of a transaction",
  "txn.write": "write to a log",
  "txn.commit": "commit",
  "cp.trigger": "trigger of a checkpoint",
  "cp.inject": "barrier that a source emits",
  "cp.first": "first barrier that a task gets",
  "cp.block": "channel that a barrier blocks",
  "cp.aligned": "aligned barrier",
  "cp.sync": "snapshot of a task (snapshotState)",
  "cp.ack": "acknowledgement",
  "cp.complete": "completed checkpoint",
  "cp.notify": "notice of completion (notifyCheckpointComplete)",
  "cp.fail": "failed checkpoint",
  "cp.restore": "restore from a checkpoint",
  "restart.plan": "planned restart",
  "restore.begin": "task that restores its state (initializeState)",
  "restore.end": "task that has its state again",
  "exec.state": "change of a task's state",
  "slot.offer": "offered slot",
  "tm.lost": "TaskManager that is given up",
  "split.def": "split that a source is given",
};

/** The same where the task is named. */
const STEPS_IN_TASK: Partial<Readonly<Record<TraceKind, string>>> = {
  "cp.inject": "barrier that goes out",
  "cp.first": "first barrier that comes in",
  "cp.sync": "snapshot (snapshotState)",
  "cp.block": "channel that a barrier blocks",
  "restore.begin": "restore (initializeState)",
  "restore.end": "restore that is done",
  "exec.state": "change of state",
};

/** One instruction, without a full stop. */
export function instruction(spec: string): string {
  const fault = parseFault(spec);
  return `${moment(fault.when)}, ${act(fault)}${lasting(fault)}`;
}

function moment(when: FaultWhen): string {
  if ("atMs" in when) return `at ${duration(when.atMs * 1000)}`;
  const step = (when.task === null ? undefined : STEPS_IN_TASK[when.kind]) ?? STEPS[when.kind] ?? when.kind;
  const of = when.checkpoint === null ? "" : ` of checkpoint ${when.checkpoint}`;
  const at = `the ${ordinal(when.n)} ${step}${of}${when.task === null ? "" : ` in ${taskInWords(when.task)}`}`;
  return when.plusMs > 0 ? `${duration(when.plusMs * 1000)} after ${at}` : `at ${at}`;
}

function taskInWords({ name, subtask }: AnchorTask): string {
  return subtask === null ? `task ${name}` : `subtask ${subtask} of task ${name}`;
}

function act(fault: Fault): string {
  switch (fault.what) {
    case "crash":
      return `crash ${machine(fault.target)}${fault.silent ? " without a sign" : ""}`;
    case "pause":
      return `pause ${machine(fault.target)}`;
    case "slow":
      return `make ${machine(fault.target)} ${fault.factor} times slower`;
    case "cut":
      return `cut ${machine(fault.a)} off from ${machine(fault.b)}${fault.oneWay ? " in one direction" : ""}`;
    case "drop":
      return `lose ${calls(fault)}`;
    case "duplicate":
      return `repeat ${calls(fault)}`;
    case "delay":
      return `delay ${calls(fault)} by ${duration(fault.byMs * 1000)}`;
    case "trigger-checkpoint":
      return "ask for a checkpoint";
    case "cancel-job":
      return "call the job off";
    case "fail-storage":
      return "let the checkpoint storage refuse everything";
    case "slow-storage":
      return `make the checkpoint storage ${fault.factor} times slower`;
  }
}

function lasting({ what, forMs }: Fault): string {
  if (forMs === null) return what === "crash" ? " for ever" : "";
  return what === "crash" ? `, and start it again after ${duration(forMs * 1000)}` : ` for ${duration(forMs * 1000)}`;
}

function calls({ method, n, reply }: CallChoice): string {
  const what = reply ? "answer" : "call";
  const number = n === 1 ? `the next ${what}` : `the next ${n} ${what}s`;
  return method === null ? number : `${number} ${reply ? "to" : "of"} ${method}`;
}

function ordinal(n: number): string {
  const tens = n % 100;
  const end = tens >= 11 && tens <= 13 ? "th" : n % 10 === 1 ? "st" : n % 10 === 2 ? "nd" : n % 10 === 3 ? "rd" : "th";
  return `${n}${end}`;
}
