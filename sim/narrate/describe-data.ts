/** Sentences for what happens to data: elements, buffers, time, state, windows, transactions, output. */
import { ACTIVITIES, ELEMENT_TYPES, OPERATOR_CALLS, type TraceKind, WAIT_REASONS } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import type { Description } from "./describe.ts";
import type { describeCluster } from "./describe-cluster.ts";
import { type Names, windowName } from "./names.ts";
import { countOf, duration, eventTime } from "./quantities.ts";

const REFUSALS: Readonly<Record<string, string>> = {
  fenced: "it is fenced",
  "invalid-state": "it was aborted before",
};

type DataKind = Exclude<TraceKind, keyof typeof describeCluster>;

function element({ a, b, x }: TraceEvent): string {
  if (b === 0) return `record ${a} (of ${eventTime(x)})`;
  return b === 1 ? `watermark ${eventTime(x)}` : ELEMENT_TYPES[b];
}

const from = (event: TraceEvent, names: Names): string => names.task(names.sender(event.ch));
const to = (event: TraceEvent, names: Names): string => names.task(names.receiver(event.ch));
const key = ({ ext }: TraceEvent): string => String(ext?.key ?? "");
const timer = ({ b, x, ext }: TraceEvent): string =>
  `${b === 0 ? "event" : "processing"}-time timer of ${String(ext?.key ?? "")} for ${eventTime(x)}`;

/** For every kind of event of the data plane. */
export const describeData: Readonly<Record<DataKind, Description>> = {
  "src.split": ({ task, a, ext }, names) =>
    `${names.task(task)} ${["begins", "ends", "finds nothing in", "goes on with"][a]} ${ext?.split}.`,
  "src.rewind": ({ task, x, ext }, names) => `${names.task(task)} reads ${ext?.split} from record ${x} on.`,
  "el.emit": (event, names) => `${names.task(event.task)} sends ${element(event)} to ${to(event, names)}.`,
  "el.arrive": (event, names) => `Record ${event.a} of ${from(event, names)} arrives at ${names.task(event.task)}.`,
  "el.take": (event, names) => `${names.task(event.task)} takes ${element(event)} of ${from(event, names)}.`,
  "el.lost": (event, names) => `An element of ${from(event, names)} is lost.`,
  "src.emit": ({ task, b, x, ext }, names) =>
    `${names.task(task)} reads record ${b} of ${ext?.split}, of ${eventTime(x)}.`,
  "rec.late": ({ task, x, ext }, names) =>
    `${names.task(task)} finds a record of ${eventTime(Number(ext?.timestamp))} late by ${eventTime(x)} for ${windowName(ext)}.`,
  "rec.sink": ({ task }, names) => `${names.task(task)} hands a record to its sink function.`,
  "rec.filter": ({ task }, names) => `${names.task(task)} lets a record go.`,
  "buf.send": (event, names) =>
    event.ext?.data === false
      ? `${from(event, names)} sends ${event.ext.event} to ${to(event, names)}.`
      : `${from(event, names)} sends buffer ${event.a} with ${countOf(event.b, "element")} to ${to(event, names)}.`,
  "buf.arrive": (event, names) => `Buffer ${event.a} of ${from(event, names)} arrives at ${to(event, names)}.`,
  "buf.recycle": (event, names) => `${to(event, names)} has processed buffer ${event.a} of ${from(event, names)}.`,
  "credit.grant": (event, names) => `${to(event, names)} gives ${from(event, names)} ${countOf(event.a, "credit")}.`,
  "credit.zero": (event, names) => `${from(event, names)} has no credit left at ${to(event, names)}.`,
  "credit.back": (event, names) => `${from(event, names)} has credit again at ${to(event, names)}.`,
  "pool.state": ({ task, a, b }, names) => `${names.task(task)} has ${a} of ${b} buffers free.`,
  "proc.begin": ({ task, b }, names) => `${names.task(task)} begins to work (${ACTIVITIES[b]}).`,
  "proc.end": ({ task, x }, names) => `${names.task(task)} has worked ${duration(x)}.`,
  "wait.begin": ({ task, a }, names) => `${names.task(task)} waits (${WAIT_REASONS[a]}).`,
  "wait.end": ({ task, a }, names) => `${names.task(task)} waits no longer (${WAIT_REASONS[a]}).`,
  "wm.gen": ({ task, x }, names) => `${names.task(task)} makes watermark ${eventTime(x)}.`,
  "wm.channel": (event, names) =>
    `${names.task(event.task)} learns that ${from(event, names)} has watermark ${eventTime(event.x)}.`,
  "wm.advance": (event, names) =>
    `The watermark of ${names.task(event.task)} rises to ${eventTime(event.x)}${event.ch < 0 ? "" : `, the lowest of its inputs, held by ${from(event, names)}`}.`,
  "wm.input": (event, names) =>
    `The watermark of input ${event.ext?.input} of ${names.task(event.task)} rises to ${eventTime(event.x)}${event.ch < 0 ? "" : `, held by ${from(event, names)}`}.`,
  "wm.idle": (event, names) => `${event.ch < 0 ? names.task(event.task) : from(event, names)} is idle.`,
  "wm.active": (event, names) => `${event.ch < 0 ? names.task(event.task) : from(event, names)} is active again.`,
  "st.read": (event, names) => `${names.task(event.task)} reads the state ${event.ext?.state} of ${key(event)}.`,
  "st.write": (event, names) => `${names.task(event.task)} writes the state ${event.ext?.state} of ${key(event)}.`,
  "st.del": (event, names) => `${names.task(event.task)} deletes the state ${event.ext?.state} of ${key(event)}.`,
  "async.enter": ({ task, a, x }, names) =>
    `A record of ${eventTime(x)} ${a === 1 ? "that was restored " : ""}enters an async operator of ${names.task(task)}.`,
  "async.call": ({ task, a, b }, names) =>
    a === 1
      ? `The time of a request of ${names.task(task)} is up.`
      : `${names.task(task)} makes a request (attempt ${b}) and does not wait for the answer.`,
  "async.leave": ({ task, a }, names) =>
    `${names.task(task)} lets ${countOf(a, "result")} of an answered request go on.`,
  "async.hold": ({ task, ch }, names) =>
    `${names.task(task)} keeps a record in checkpoint ${ch}, since its results have not gone on.`,
  "win.open": ({ task, ext }, names) => `${names.task(task)} opens ${windowName(ext)}.`,
  "win.add": ({ task, ext }, names) => `${names.task(task)} adds the record to ${windowName(ext)}.`,
  "win.purge": ({ task, ext }, names) => `${names.task(task)} forgets ${windowName(ext)}.`,
  "win.fire": ({ task, x, ext }, names) =>
    `${names.task(task)} fires ${windowName(ext)}, at watermark ${eventTime(x)}.`,
  "win.merge": ({ task }, names) => `${names.task(task)} merges windows.`,
  "timer.set": (event, names) => `${names.task(event.task)} sets the ${timer(event)}.`,
  "timer.del": (event, names) => `${names.task(event.task)} deletes the ${timer(event)}.`,
  "timer.fire": (event, names) => `The ${timer(event)} fires at ${names.task(event.task)}.`,
  "timer.pending": ({ task, ext }, names) =>
    `${names.task(task)} has ${countOf(Array.isArray(ext?.timers) ? ext.timers.length : 0, "timer")} pending.`,
  "op.call": ({ task, ch, a, b }, names) =>
    `${names.task(task)} calls ${OPERATOR_CALLS[a]} of its operator ${b}${ch < 0 ? "" : `, for checkpoint ${ch}`}.`,
  "txn.session": ({ a, ext }) => `The log begins session ${a} of ${ext?.producer}.`,
  "state.cut": ({ task, ch, ext }, names) =>
    `${names.task(task)} copies the state of operator ${ext?.op} for checkpoint ${ch}.`,
  "state.store": ({ task, ch, ext }, names) =>
    `${names.task(task)} has stored the state of operator ${ext?.op} for checkpoint ${ch}.`,
  "state.load": ({ task, ch, ext }, names) =>
    `${names.task(task)} loads the state of operator ${ext?.op} from checkpoint ${ch}.`,
  "file.write": ({ x, ext }) => `The file ${ext?.file} is there, with ${x} bytes.`,
  "file.delete": ({ b, ext }) => `The file ${ext?.file} ${b === 0 ? "is to be" : "is"} deleted.`,
  "txn.open": ({ ext }) => `The log opens transaction ${ext?.txn}.`,
  "txn.write": ({ b, ext }) =>
    `The log gets ${countOf(b, "line")}${ext?.txn === undefined ? "" : ` in transaction ${ext.txn}`}.`,
  "txn.pre": ({ task, ch, b, ext }, names) =>
    `${names.task(task)} pre-commits ${ext?.txn} (${countOf(b, "line")}) ${ch < 0 ? "at the end of its input" : `with checkpoint ${ch}`}.`,
  "txn.commit": ({ b, ext }) =>
    `Transaction ${ext?.txn} (${countOf(b, "line")}) is committed${ext?.repeated === true ? " again, which changes nothing" : ""}.`,
  "txn.abort": ({ b, ext }) => `Transaction ${ext?.txn} (${countOf(b, "line")}) is aborted (${ext?.why}).`,
  "txn.refuse": ({ ext }) =>
    `The log refuses ${ext?.request} of ${ext?.txn}: ${REFUSALS[String(ext?.reason)] ?? ext?.reason}.`,
  "out.visible": ({ ext }) => `${ext?.log} shows: ${ext?.value}`,
  "out.pending": ({ ext }) => `${ext?.log} holds, not yet visible: ${ext?.value}`,
};
