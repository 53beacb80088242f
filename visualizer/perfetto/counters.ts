/** What rises and falls: queues, credits, watermarks, and how busy tasks are, each under the name of its subtask. */
import { EXECUTION_STATES } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import type { CounterRow } from "./chrome-event.ts";
import type { Places } from "./places.ts";

/** How often a task's load is told, virtual µs. */
const LOAD_INTERVAL = 1_000_000;
const FINISHED = EXECUTION_STATES.indexOf("FINISHED");
const CANCELING = EXECUTION_STATES.indexOf("CANCELING");

interface Counted {
  /** Buffers that arrived and were not processed. */
  queued: number;
  /** Buffers that the senders on other machines may still send. */
  credits: number;
  /** Charged work that was not told yet, µs. */
  worked: number;
  /** What was told last, %. */
  busy: number;
}

/** Fed the events in order. */
export class Counters {
  readonly #places: Places;
  readonly #write: (row: CounterRow) => void;
  readonly #tasks = new Map<number, Counted>();
  #told = 0;

  constructor(places: Places, write: (row: CounterRow) => void) {
    this.#places = places;
    this.#write = write;
  }

  on({ kind, t, task, ch, a, b, x, ext }: TraceEvent): void {
    if (kind === "buf.arrive" && ext?.data === true) {
      const { to, credits } = this.#places.channel(ch);
      this.#queue(to, t, 1);
      if (credits !== null) this.#credit(to, t, -1);
    } else if (kind === "credit.grant") this.#credit(task, t, a);
    else if (kind === "chan.def") this.#exclusive(ch);
    else if (kind === "buf.recycle") this.#queue(task, t, -1);
    else if (kind === "wm.advance" || kind === "wm.gen") this.#watermark(task, t, x);
    else if (kind === "proc.end") this.#of(task).worked += x;
    else if (kind === "exec.state" && b >= FINISHED && b !== CANCELING) this.#queue(task, t, -this.#of(task).queued);
  }

  /** When the load is to be told next, if there was any; the rows until then come before. */
  get due(): number {
    return this.#told + LOAD_INTERVAL;
  }

  /** Tells the load of the interval that ends at `due`; false when there is nothing to tell until more is done. */
  tellLoad(): boolean {
    const ts = this.due;
    this.#told = ts;
    let any = false;
    for (const [task, counted] of this.#tasks) {
      const worked = Math.min(LOAD_INTERVAL, counted.worked);
      const busy = Math.round((100 * worked) / LOAD_INTERVAL);
      counted.worked -= worked;
      if (busy !== counted.busy) this.#count(task, ts, "busy", { "%": busy });
      any ||= busy !== counted.busy || counted.worked > 0 || busy > 0;
      counted.busy = busy;
    }
    return any;
  }

  /** Nothing was done up to a time: the interval that it lies in is the next. */
  skipTo(ts: number): void {
    this.#told = Math.max(this.#told, Math.floor(ts / LOAD_INTERVAL) * LOAD_INTERVAL);
  }

  #queue(task: number, ts: number, change: number): void {
    if (change === 0 || task < 0) return;
    const counted = this.#of(task);
    counted.queued = Math.max(0, counted.queued + change);
    this.#count(task, ts, "queue", { buffers: counted.queued });
  }

  /** What a channel's sender may send from the beginning is told with the first change. */
  #exclusive(ch: number): void {
    const { to, credits } = this.#places.channel(ch);
    if (to >= 0) this.#of(to).credits += credits ?? 0;
  }

  #credit(task: number, ts: number, change: number): void {
    if (task < 0) return;
    const counted = this.#of(task);
    counted.credits += change;
    this.#count(task, ts, "credits", { buffers: counted.credits });
  }

  /** The first and the last watermark are no times, and would leave no room for the others. */
  #watermark(task: number, ts: number, ms: number): void {
    if (Math.abs(ms) < Number.MAX_SAFE_INTEGER) this.#count(task, ts, "watermark", { ms });
  }

  #count(task: number, ts: number, what: string, args: Readonly<Record<string, number>>): void {
    const { pid, tid } = this.#places.task(task);
    this.#write({ ph: "C", pid, tid, ts, name: `${what} ${this.#places.subtask(task)}`, args });
  }

  #of(task: number): Counted {
    let counted = this.#tasks.get(task);
    if (counted === undefined) {
      counted = { queued: 0, credits: 0, worked: 0, busy: 0 };
      this.#tasks.set(task, counted);
    }
    return counted;
  }
}
