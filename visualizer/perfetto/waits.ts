/** What overlaps the work of tasks: waits, restores, checkpoints and their parts, transactions. */
import { EXECUTION_STATES, WAIT_REASONS } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { JOB_MANAGER, type Places } from "./places.ts";
import type { Spans } from "./spans.ts";

const FINISHED = EXECUTION_STATES.indexOf("FINISHED");
const CANCELING = EXECUTION_STATES.indexOf("CANCELING");

/** Begins and ends spans as the events say. Keys and ids are those of the parts: `cp7`, `cp7-12`. */
export class Waits {
  readonly #places: Places;
  readonly #spans: Spans;

  constructor(places: Places, spans: Spans) {
    this.#places = places;
    this.#spans = spans;
  }

  on(event: TraceEvent): void {
    if (event.kind.startsWith("cp.")) this.#checkpoint(event);
    else if (event.kind.startsWith("txn.")) this.#transaction(event);
    else this.#task(event);
  }

  #task({ kind, t: ts, task, ch, a, b, x }: TraceEvent): void {
    const spans = this.#spans;
    const place = this.#places.task(task);
    const wait = `wait-${place.tid}`;
    const restore = `restore-${place.tid}`;
    switch (kind) {
      case "wait.begin":
        spans.begin(wait, task, place, { ts, cat: "wait", name: WAIT_REASONS[a] ?? "wait", id: wait });
        break;
      case "wait.end":
        spans.end(wait, ts);
        break;
      case "restore.begin":
        spans.begin(restore, task, place, { ts, cat: "cp", name: "restore", id: restore, args: { checkpoint: ch } });
        break;
      case "restore.end":
        spans.end(restore, ts, { bytes: x });
        break;
      case "exec.state":
        if (b >= FINISHED && b !== CANCELING) spans.endTask(task, ts);
        break;
    }
  }

  #checkpoint({ kind, t: ts, task, ch, a, b, x, ext }: TraceEvent): void {
    const spans = this.#spans;
    const place = this.#places.task(task);
    const part = `cp${ch}-${place.tid}`;
    const row = { ts, cat: "cp", id: part };
    switch (kind) {
      case "cp.trigger": {
        const name = `${a === 1 ? "savepoint" : "checkpoint"} ${ch}`;
        spans.begin(`cp${ch}`, -1, JOB_MANAGER, { ts, cat: "cp", name, id: `cp${ch}` });
        break;
      }
      case "cp.first":
        spans.begin(part, task, place, { ...row, name: "alignment", args: { startDelay: x } });
        break;
      case "cp.inject":
      case "cp.aligned":
        spans.begin(part, task, place, { ...row, name: "synchronous snapshot" });
        break;
      case "cp.async":
        spans.begin(part, task, place, { ...row, name: "asynchronous snapshot", args: { bytes: b } });
        break;
      case "cp.ack":
      case "cp.decline":
        if (task >= 0) spans.end(part, ts);
        break;
      case "cp.complete":
      case "cp.fail":
        spans.endAll(`cp${ch}-`, ts);
        spans.end(`cp${ch}`, ts, kind === "cp.fail" ? { failed: String(ext?.reason ?? "") } : { bytes: b });
        break;
    }
  }

  #transaction({ kind, t: ts, b, ext }: TraceEvent): void {
    const id = `txn ${String(ext?.txn)}`;
    const cat = "txn";
    if (kind === "txn.open") this.#spans.begin(id, -1, this.#places.log(String(ext?.log)), { ts, cat, name: id, id });
    else if (kind === "txn.commit") this.#spans.end(id, ts, { committed: b });
    else if (kind === "txn.abort") this.#spans.end(id, ts, { aborted: b, why: String(ext?.why ?? "") });
  }
}
