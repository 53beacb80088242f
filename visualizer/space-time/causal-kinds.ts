/** Which kinds of events have a place on the causal axis: what a viewer follows, not how the work was cut into slices. */
import { TRACE_KINDS, type TraceKind } from "../../src/trace/kinds.ts";

const DRAWN: ReadonlySet<TraceKind> = new Set<TraceKind>([
  "src.emit",
  "el.emit",
  "el.take",
  "rec.late",
  "wm.channel",
  "wm.advance",
  "wm.idle",
  "wm.active",
  "timer.fire",
  "win.fire",
  "credit.zero",
  "credit.back",
  "cp.trigger",
  "cp.inject",
  "cp.first",
  "cp.block",
  "cp.aligned",
  "cp.sync",
  "cp.async",
  "cp.ack",
  "cp.decline",
  "cp.complete",
  "cp.fail",
  "cp.notify",
  "cp.restore",
  "restore.begin",
  "restore.end",
  "src.rewind",
  "topo.epoch",
  "exec.state",
  "job.state",
  "restart.plan",
  "txn.pre",
  "txn.write",
  "txn.commit",
  "txn.abort",
  "txn.refuse",
  "tm.lost",
  "tm.back",
  "fail.task",
  "fail.job",
  "link.state",
  "iv.apply",
  "iv.end",
  "inv.fail",
]);
/** What an event of the same lane brings about on the spot belongs to it: no column of its own. */
const JOINS: ReadonlySet<TraceKind> = new Set<TraceKind>([
  "el.emit",
  "rec.late",
  "wm.advance",
  "timer.fire",
  "win.fire",
  "txn.pre",
]);
/** A cut goes through these, a state is read off these: always a column of their own. */
const ALONE: ReadonlySet<TraceKind> = new Set<TraceKind>(["cp.sync", "exec.state", "job.state", "fail.task"]);

const flags = (kinds: ReadonlySet<TraceKind>) => new Uint8Array(TRACE_KINDS.map((kind) => (kinds.has(kind) ? 1 : 0)));

/** By the position of the kind in `TRACE_KINDS`: 1 if it is so. */
export const IS_DRAWN = flags(DRAWN);
/** See `IS_DRAWN`. */
export const JOINS_CAUSE = flags(JOINS);
/** See `IS_DRAWN`. */
export const STANDS_ALONE = flags(ALONE);
