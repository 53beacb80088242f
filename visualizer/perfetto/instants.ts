/** What happens in a moment: on a thread, in a process, or to the whole run. */
import { encodeData } from "../../sim/trace/plain-data.ts";
import { EXECUTION_STATES, JOB_STATES, type TraceKind } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import type { ChromeArgs, InstantRow, Place } from "./chrome-event.ts";
import { JOB_MANAGER, type Places } from "./places.ts";

/** On the thread of their task, under their own name. */
const OF_TASKS: ReadonlySet<TraceKind> = new Set([
  "async.call",
  "async.enter",
  "async.hold",
  "async.leave",
  "cp.notify",
  "credit.back",
  "credit.zero",
  "rec.filter",
  "src.rewind",
  "st.del",
  "st.read",
  "st.write",
  "timer.del",
  "timer.fire",
  "timer.set",
  "txn.pre",
  "win.add",
  "win.fire",
  "win.merge",
  "win.open",
  "win.purge",
  "wm.active",
  "wm.advance",
  "wm.gen",
  "wm.idle",
]);

/** On the log that they are written to. */
const OF_LOGS: ReadonlySet<TraceKind> = new Set(["out.pending", "out.visible", "txn.refuse"]);

/** Of the JobManager. */
const OF_JOB_MANAGER: ReadonlySet<TraceKind> = new Set(["cp.restore", "cp.subsume", "restart.plan", "topo.epoch"]);

/** Of the whole run. */
const OF_RUN: ReadonlySet<TraceKind> = new Set(["fail.job", "inv.fail", "mark"]);

/** The row of an event that is shown as a moment; null for others. */
export function instantOf(event: TraceEvent, places: Places): InstantRow | null {
  const { kind, task, ch, b, ext } = event;
  const of = places.task(task);
  if (OF_TASKS.has(kind)) return row(event, "t", of, kind);
  if (OF_LOGS.has(kind)) return row(event, "t", places.log(String(ext?.log)), kind);
  if (OF_JOB_MANAGER.has(kind)) return row(event, "p", JOB_MANAGER, kind);
  if (OF_RUN.has(kind)) return row(event, "g", of, kind);
  switch (kind) {
    case "src.emit":
      return row(event, "t", places.split(String(ext?.split)), kind);
    case "exec.state":
      return row(event, "t", of, EXECUTION_STATES[b] ?? kind);
    case "job.state":
      return row(event, "p", JOB_MANAGER, `job ${JOB_STATES[b] ?? kind}`);
    case "cp.ack":
      return row(event, "t", JOB_MANAGER, `ack ${ch} ${task < 0 ? "coordinator" : places.subtask(task)}`);
    case "cp.decline":
      return row(event, "t", JOB_MANAGER, `decline ${ch} ${places.subtask(task)}`);
    case "fail.task":
    case "rec.late":
      return row(event, "p", of, kind);
    case "tm.lost":
    case "tm.suspect":
    case "tm.back":
      return row(event, "p", places.machine(ch), kind);
    case "iv.apply":
    case "iv.end": {
      const spec = String(ext?.spec);
      const target = places.target(spec);
      const name = kind === "iv.apply" ? spec : `${spec} ends`;
      return target === null ? row(event, "g", JOB_MANAGER, name) : row(event, "p", target, name);
    }
    default:
      return null;
  }
}

function row(event: TraceEvent, s: InstantRow["s"], { pid, tid }: Place, name: string): InstantRow {
  return { ph: "i", s, pid, tid, ts: event.t, cat: categoryOf(event.kind), name, args: argsOf(event) };
}

function categoryOf(kind: TraceKind): string {
  return kind.slice(0, kind.indexOf(".") < 0 ? kind.length : kind.indexOf("."));
}

/** The fields that are in use, and the id that `tidemark trace --why` takes. */
function argsOf({ id, ch, a, b, x, ext }: TraceEvent): ChromeArgs {
  return {
    event: id,
    ...(ch === -1 ? {} : { ch }),
    ...(a === 0 ? {} : { a }),
    ...(b === 0 ? {} : { b }),
    ...(x === 0 ? {} : { x: encodeData(x) }),
    // An object of data gives an object of data.
    ...(ext === null ? {} : (encodeData(ext) as ChromeArgs)),
  };
}
