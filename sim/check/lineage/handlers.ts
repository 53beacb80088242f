/** What the lineage verdict does with each kind of record-level event. */
import type { TraceKind } from "../../../src/trace/kinds.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";
import type { LineageFold } from "./lineage.ts";

/** @param index of the event within its level @param root of the event that caused it; -1: none */
type Handler = (fold: LineageFold, event: TraceEvent, index: number, root: number) => void;

/** By kind. */
export const LINEAGE_HANDLERS: Partial<Record<TraceKind, Handler>> = {
  "src.emit": (fold, event, index) => fold.sourceEmit(event, index),
  "el.emit": (fold, event, _index, root) => fold.emit(event, root),
  "el.take": (fold, event, index) => fold.take(event, index),
  "async.enter": (fold, event, index, root) => fold.enter(event, index, root),
  "async.hold": (fold, event, _index, root) => fold.hold(event, root),
  "async.leave": (fold, event, _index, root) => fold.leave(event, root),
  "timer.fire": (fold, event, index) => fold.timer(event, index),
  "win.fire": (fold, event, index) => fold.fire(event, index),
  "win.add": (fold, event, _index, root) => fold.add(event, root),
  "win.purge": (fold, event) => fold.reshape(event),
  "win.merge": (fold, event) => fold.reshape(event),
  "st.read": (fold, event, _index, root) => fold.state(event, root),
  "st.write": (fold, event, _index, root) => fold.state(event, root),
  "st.del": (fold, event, _index, root) => fold.state(event, root),
  "rec.filter": (fold, _event, _index, root) => fold.settle(root),
  "rec.sink": (fold, _event, _index, root) => fold.settle(root),
  "rec.late": (fold, _event, _index, root) => fold.settle(root),
  "out.pending": (fold, event, _index, root) => void fold.pending(event, root),
  "out.visible": (fold, event, _index, root) => fold.visible(event, root),
};
