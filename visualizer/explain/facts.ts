/**
 * What a sentence tells beside the fields of its event, out of what came before it: the watermark from which another one
 * rose, the highest event time that a source has read, who acknowledged a checkpoint last. Nothing here is guessed.
 */
import type { TraceStore } from "../trace/trace-store.ts";
import type { RunNames } from "./names.ts";

/** What was known when an event happened; what was not known is absent. */
export interface Fact {
  /** wm.advance, win.add: the watermark of the task before the event, ms. */
  readonly oldWatermark?: number;
  /** wm.channel, wm.idle, wm.active of a channel: number of the event that sent the element. */
  readonly emission?: number;
  /** A source's watermark: the record with the highest event time so far, ms. */
  readonly highest?: { readonly time: number; readonly seq: number };
  /** src.rewind: the next offset that an earlier attempt would have read. */
  readonly reached?: number;
  /** txn.commit: the checkpoint with which it was pre-committed. */
  readonly checkpoint?: number;
  /** cp.complete: how many subtasks had to acknowledge it, and which did so last. */
  readonly acknowledged?: { readonly expected: number; readonly last: number };
}

const WATERMARK = 1;
const STATUS = 2;

/** Fed the events of a run in order. */
export class RunFacts {
  readonly #store: TraceStore;
  readonly #names: RunNames;
  readonly #facts = new Map<number, Fact>();
  /** Combined watermarks of each task, ms, and the events with which it reached them, in order. */
  readonly #watermarks = new Map<number, { readonly seqs: number[]; readonly times: number[] }>();
  readonly #highest = new Map<number, { readonly time: number; readonly seq: number }>();
  readonly #offsets = new Map<string, number>();
  readonly #preCommits = new Map<string, number>();
  readonly #checkpoints = new Map<number, { readonly expected: number; last: number }>();
  /** Numbers of the events that sent a watermark or a status that was not received yet, by channel and value. */
  readonly #emissions = new Map<string, number[]>();

  constructor(store: TraceStore, names: RunNames) {
    this.#store = store;
    this.#names = names;
  }

  of(seq: number): Fact {
    const kind = this.#store.kind(seq);
    if (kind !== "wm.advance" && kind !== "win.add") return this.#facts.get(seq) ?? {};
    const oldWatermark = this.#watermarkBefore(this.#store.task(seq), seq);
    return oldWatermark === undefined ? {} : { oldWatermark };
  }

  learn(seq: number): void {
    const store = this.#store;
    switch (store.kind(seq)) {
      case "wm.advance":
        this.#advance(seq);
        return;
      case "wm.channel":
        this.#received(seq, WATERMARK, store.x(seq));
        return;
      case "wm.idle":
        this.#received(seq, STATUS, 1);
        return;
      case "wm.active":
        this.#received(seq, STATUS, 0);
        return;
      case "el.emit":
        this.#emit(seq);
        return;
      case "wm.gen":
        this.#generated(seq);
        return;
      case "src.emit":
        this.#read(seq);
        return;
      case "src.rewind": {
        const reached = this.#offsets.get(String(store.ext(seq)?.split));
        if (reached !== undefined) this.#facts.set(seq, { reached });
        return;
      }
      case "txn.pre":
        this.#preCommits.set(String(store.ext(seq)?.txn), store.ch(seq));
        return;
      case "txn.commit": {
        const checkpoint = this.#preCommits.get(String(store.ext(seq)?.txn)) ?? -1;
        if (checkpoint >= 0) this.#facts.set(seq, { checkpoint });
        return;
      }
      case "cp.trigger": {
        const tasks = store.ext(seq)?.tasks;
        if (Array.isArray(tasks)) this.#checkpoints.set(store.ch(seq), { expected: tasks.length, last: -1 });
        return;
      }
      case "cp.ack": {
        const checkpoint = this.#checkpoints.get(store.ch(seq));
        if (checkpoint !== undefined && store.task(seq) >= 0) checkpoint.last = store.task(seq);
        return;
      }
      case "cp.complete": {
        const checkpoint = this.#checkpoints.get(store.ch(seq));
        if (checkpoint !== undefined && checkpoint.last >= 0)
          this.#facts.set(seq, { acknowledged: { expected: checkpoint.expected, last: checkpoint.last } });
        return;
      }
    }
  }

  #advance(seq: number): void {
    const task = this.#store.task(seq);
    let reached = this.#watermarks.get(task);
    if (reached === undefined) {
      reached = { seqs: [], times: [] };
      this.#watermarks.set(task, reached);
    }
    reached.seqs.push(seq);
    reached.times.push(this.#store.x(seq));
  }

  #watermarkBefore(task: number, seq: number): number | undefined {
    const { seqs, times } = this.#watermarks.get(task) ?? { seqs: [], times: [] };
    let after = seqs.length;
    for (let low = 0; low < after; ) {
      const middle = (low + after) >>> 1;
      if (seqs[middle] < seq) low = middle + 1;
      else after = middle;
    }
    return times[after - 1];
  }

  #emit(seq: number): void {
    const type = this.#store.b(seq);
    if (type !== WATERMARK && type !== STATUS) return;
    const key = `${this.#store.ch(seq)} ${type} ${this.#store.x(seq)}`;
    const sent = this.#emissions.get(key);
    if (sent === undefined) this.#emissions.set(key, [seq]);
    else sent.push(seq);
    if (type === WATERMARK) this.#generated(seq);
  }

  /** A channel keeps its order: what is received is the oldest of its kind and value that was sent. */
  #received(seq: number, type: number, value: number): void {
    const emission = this.#emissions.get(`${this.#store.ch(seq)} ${type} ${value}`)?.shift();
    if (emission !== undefined) this.#facts.set(seq, { emission });
  }

  #generated(seq: number): void {
    const task = this.#store.task(seq);
    const highest = this.#names.isSource(task) ? this.#highest.get(task) : undefined;
    if (highest !== undefined) this.#facts.set(seq, { highest });
  }

  #read(seq: number): void {
    const task = this.#store.task(seq);
    const time = this.#store.x(seq);
    if (time > (this.#highest.get(task)?.time ?? Number.NEGATIVE_INFINITY)) this.#highest.set(task, { time, seq });
    const split = String(this.#store.ext(seq)?.split);
    this.#offsets.set(split, Math.max(this.#store.b(seq) + 1, this.#offsets.get(split) ?? 0));
  }
}
