/** Kinds of events that are told differently when their fields say so. */
import type { SentenceName } from "../text/events.ts";
import type { StoredEvent } from "../trace/trace-store.ts";
import type { Fact } from "./facts.ts";
import { isEndOfTime } from "./quantities.ts";

/** Names of the sentences beside those of the kinds themselves. */
const VARIANTS = [
  "run.end/limit",
  "run.end/error",
  "topo.epoch/restored",
  "topo.epoch/empty",
  "tm.lost/timeout",
  "tm.lost/unreachable",
  "iv.apply/checkpoint",
  "src.rewind/again",
  "src.rewind/unknown",
  "src.split/released",
  "src.split/idle",
  "src.split/active",
  "rpc.answer/none",
  "net.fault/repeated",
  "net.fault/late",
  "el.emit/watermark",
  "el.emit/last",
  "el.emit/idle",
  "el.emit/active",
  "el.emit/other",
  "rec.late/side",
  "buf.send/event",
  "buf.send/barrier",
  "wm.gen/highest",
  "wm.channel/last",
  "wm.advance/first",
  "wm.advance/only",
  "wm.advance/end",
  "wm.advance/plain",
  "wm.idle/channel",
  "wm.active/channel",
  "st.write/value",
  "win.add/waiting",
  "win.fire/trigger",
  "win.fire/early",
  "win.fire/late",
  "timer.set/processing",
  "timer.fire/processing",
  "timer.pending/restored",
  "cp.trigger/savepoint",
  "cp.aligned/queued",
  "cp.ack/coordinator",
  "cp.complete/last",
  "cp.fail/missing",
  "cp.notify/aborted",
  "cp.request/refused",
  "txn.write/direct",
  "txn.pre/end",
  "txn.commit/checkpoint",
  "txn.commit/repeated",
  "txn.abort/timeout",
  "txn.refuse/ended",
  "op.call/checkpoint",
  "split.send/none",
  "split.take/none",
  "split.cut/enumerator",
  "file.delete/asked",
] as const;
/** The name of a sentence of its own. */
export type Variant = (typeof VARIANTS)[number];

/** Which sentence tells an event. */
export function sentenceName(event: StoredEvent, fact: Fact): SentenceName {
  const { kind, ext, ch, a, b, x } = event;
  switch (kind) {
    case "run.end":
      return a === 1 ? "run.end/limit" : a === 2 ? "run.end/error" : kind;
    case "topo.epoch":
      if (a === 0) return kind;
      return Number(ext?.restoredCheckpoint) > 0 ? "topo.epoch/restored" : "topo.epoch/empty";
    case "tm.lost":
      return ext?.reason === "timeout" || ext?.reason === "unreachable" ? `tm.lost/${ext.reason}` : kind;
    case "iv.apply":
      return String(ext?.spec).startsWith("trigger-checkpoint") ? "iv.apply/checkpoint" : kind;
    case "src.rewind":
      if (x < 0) return "src.rewind/unknown";
      return (fact.reached ?? 0) > x ? "src.rewind/again" : kind;
    case "src.split":
      return (["src.split", "src.split/released", "src.split/idle", "src.split/active"] as const)[a] ?? kind;
    case "rpc.answer":
      return b === 1 ? kind : "rpc.answer/none";
    case "net.fault":
      return (["net.fault", "net.fault/repeated", "net.fault/late"] as const)[a] ?? kind;
    case "el.emit":
      if (b === 1) return isEndOfTime(x) ? "el.emit/last" : "el.emit/watermark";
      if (b === 2) return x === 1 ? "el.emit/idle" : "el.emit/active";
      return b === 0 ? kind : "el.emit/other";
    case "rec.late":
      return b === 1 ? "rec.late/side" : kind;
    case "buf.send":
      if (ext?.data !== false) return kind;
      return ext.event === "barrier" && ext.checkpoint !== undefined ? "buf.send/barrier" : "buf.send/event";
    case "wm.gen":
      return fact.highest === undefined || isEndOfTime(x) ? kind : "wm.gen/highest";
    case "wm.channel":
      return isEndOfTime(x) ? "wm.channel/last" : kind;
    case "wm.advance":
      if (isEndOfTime(x)) return "wm.advance/end";
      if (ch < 0) return "wm.advance/plain";
      return b === 1 ? "wm.advance/only" : fact.oldWatermark === undefined ? "wm.advance/first" : kind;
    case "wm.idle":
      return ch < 0 ? kind : "wm.idle/channel";
    case "wm.active":
      return ch < 0 ? kind : "wm.active/channel";
    case "st.write":
      return ext?.value === undefined ? kind : "st.write/value";
    case "win.add":
      return fact.oldWatermark !== undefined && fact.oldWatermark < Number(ext?.end) - 1 ? "win.add/waiting" : kind;
    case "win.fire":
      if (b !== 0) return b === 1 ? "win.fire/early" : "win.fire/late";
      return x >= Number(ext?.end) - 1 ? kind : "win.fire/trigger";
    case "timer.set":
      return b === 1 ? "timer.set/processing" : kind;
    case "timer.fire":
      return b === 1 ? "timer.fire/processing" : kind;
    case "timer.pending":
      return a === 1 ? "timer.pending/restored" : kind;
    case "cp.trigger":
      return a === 0 ? kind : "cp.trigger/savepoint";
    case "cp.aligned":
      return b > 0 ? "cp.aligned/queued" : kind;
    case "cp.ack":
      return event.task < 0 ? "cp.ack/coordinator" : kind;
    case "cp.complete":
      return fact.acknowledged === undefined ? kind : "cp.complete/last";
    case "cp.fail":
      return Array.isArray(ext?.missing) && ext.missing.length > 0 ? "cp.fail/missing" : kind;
    case "cp.notify":
      return a === 0 ? kind : "cp.notify/aborted";
    case "cp.request":
      return b === 1 ? kind : "cp.request/refused";
    case "txn.write":
      return ext?.txn === undefined ? "txn.write/direct" : kind;
    case "txn.pre":
      return ch < 0 ? "txn.pre/end" : kind;
    case "txn.commit":
      if (ext?.repeated === true) return "txn.commit/repeated";
      return fact.checkpoint === undefined ? kind : "txn.commit/checkpoint";
    case "txn.abort":
      return typeof ext?.timeoutMs === "number" ? "txn.abort/timeout" : kind;
    case "txn.refuse":
      return ext?.reason === "invalid-state" ? "txn.refuse/ended" : kind;
    case "op.call":
      return ch < 0 ? kind : "op.call/checkpoint";
    case "split.send":
    case "split.take":
      return b === 0 ? kind : `${kind}/none`;
    case "file.delete":
      return b === 0 ? "file.delete/asked" : kind;
    case "split.cut":
      return event.task < 0 ? "split.cut/enumerator" : kind;
    default:
      return kind;
  }
}
