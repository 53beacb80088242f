/** With which events a chain of causes begins, and why there. */
import type { TraceStore } from "../trace/trace-store.ts";
import { explainerOf } from "./explainer.ts";
import { isEndOfTime } from "./quantities.ts";

/** Why nothing before it is told; the texts are those of `originTexts`. */
export type Origin =
  | "input"
  | "fault"
  | "interval"
  | "source-watermark"
  | "end-of-input"
  | "heartbeat"
  | "clock"
  | "submission"
  | "start"
  | "unrecorded";

const CHECKPOINT = 0;
const WATERMARK = 1;
const PROCESSING_TIME = 1;

/** Null: the chain goes on with the cause. A clock that runs out begins something new, whoever had started it. */
export function originOf(store: TraceStore, seq: number): Origin | null {
  return beginning(store, seq) ?? (store.cause(seq) < 0 ? "unrecorded" : null);
}

function beginning(store: TraceStore, seq: number): Origin | null {
  const cause = store.cause(seq);
  switch (store.kind(seq)) {
    case "src.emit":
      return "input";
    case "iv.apply":
    case "iv.end":
      return cause < 0 ? "fault" : null;
    case "cp.trigger":
      // One that had to wait for another was triggered by the end of that one.
      return cause >= 0 && store.kind(cause) === "job.state" && store.a(seq) === CHECKPOINT ? "interval" : null;
    case "wm.gen":
    case "el.emit":
      return sourceWatermark(store, seq);
    case "tm.lost":
      return "heartbeat";
    case "timer.fire":
      return store.b(seq) === PROCESSING_TIME ? "clock" : null;
    case "run.begin":
    case "tm.def":
      return cause < 0 ? "start" : null;
    case "rpc.accept":
    case "rpc.send":
      return cause < 0 && fromClient(store, seq) ? "submission" : null;
    default:
      return null;
  }
}

/** Sources make watermarks from what they have read; the trace's cause of one is whatever started their clock. */
function sourceWatermark(store: TraceStore, seq: number): Origin | null {
  if (store.kind(seq) === "el.emit" && store.b(seq) !== WATERMARK) return null;
  const { facts, names } = explainerOf(store);
  if (!names.isSource(store.task(seq))) return null;
  if (isEndOfTime(store.x(seq))) return "end-of-input";
  return facts.of(seq).highest === undefined ? null : "source-watermark";
}

function fromClient(store: TraceStore, seq: number): boolean {
  return String(store.ext(seq)?.from).startsWith("client");
}
