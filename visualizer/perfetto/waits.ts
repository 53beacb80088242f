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
    const { kind, t: ts, task, a, b } = event;
    if (kind.startsWith("cp.")) return this.#checkpoint(event);
    if (kind.startsWith("txn.")) return this.#transaction(event);
    const { tid } = this.#places.task(task);
    const key = `wait-${tid}`;
    switch (kind) {
      case "wait.begin": {
        const name = WAIT_REASONS[a] ?? "wait";
        return this.#spans.begin(key, task, this.#places.task(task), { ts, cat: "wait", name, id: key });
      }
      case "wait.end":
        return this.#spans.end(key, ts);
      case "restore.begin": {
        const id = `restore-${tid}`;
        const args = { checkpoint: event.ch };
        return this.#spans.begin(id, task, this.#places.task(task), { ts, cat: "cp", name: "restore", id, args });
      }
      case "restore.end":
        return this.#spans.end(`restore-${tid}`, ts, { bytes: event.x });
      case "exec.state":
        if (b >= FINISHED && b !== CANCELING) this.#spans.endTask(task, ts);
        return;
    }
  }

  #checkpoint({ kind, t: ts, task, ch, a, b, x, ext }: TraceEvent): void {
    const spans = this.#spans;
    const place = this.#places.task(task);
    const part = `cp${ch}-${place.tid}`;
    const begin = (name: string, args?: Record<string, unknown>) =>
      spans.begin(part, task, place, { ts, cat: "cp", name, id: part, ...(args === undefined ? {} : { args }) });
    switch (kind) {
      case "cp.trigger": {
        const name = `${a === 1 ? "savepoint" : "checkpoint"} ${ch}`;
        return spans.begin(`cp${ch}`, -1, JOB_MANAGER, { ts, cat: "cp", name, id: `cp${ch}` });
      }
      case "cp.first":
        return begin("alignment", { startDelay: x });
      case "cp.inject":
      case "cp.aligned":
        return begin("synchronous snapshot");
      case "cp.async":
        return begin("asynchronous snapshot", { bytes: b });
      case "cp.ack":
      case "cp.decline":
        return task < 0 ? undefined : spans.end(part, ts);
      case "cp.complete":
        spans.endAll(`cp${ch}-`, ts);
        return spans.end(`cp${ch}`, ts, { bytes: b });
      case "cp.fail":
        spans.endAll(`cp${ch}-`, ts);
        return spans.end(`cp${ch}`, ts, { failed: String(ext?.reason ?? "") });
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
