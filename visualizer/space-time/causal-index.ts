/**
 * Columns of the causal axis. An event is at least one column right of what caused it and of the event before it on its
 * lane; what it brings about on the spot shares its column. Derived from the causes that the trace recorded.
 */
import { TRACE_KINDS, type TraceKind } from "../../src/trace/kinds.ts";
import type { RunModel } from "../run-model.ts";
import { IS_DRAWN, JOINS_CAUSE, STANDS_ALONE } from "./causal-kinds.ts";
import { type RunIndex, runIndexOf } from "./run-index.ts";
import { firstWhere } from "./search.ts";
import { SignalPairs } from "./signal-pairs.ts";

const codeOf = (kind: TraceKind): number => TRACE_KINDS.indexOf(kind);
const BUFFER_SENT = codeOf("buf.send");
const FIRST_ROOM = 4096;

/** A lane's newest event: of a subtask, whichever attempt. */
interface Newest {
  readonly lane: number;
  seq: number;
}

/** Columns of one run, as far as they were asked for. Made when the causal axis is first looked at. */
export class CausalIndex {
  /** Columns that are taken: 0 to one less. */
  columns = 0;
  /** Longest way from a cause to its effect, columns: how far to look for lines that cross a range. */
  longestHop = 0;
  /** Column of an event; of one that is not drawn, that of the newest drawn event which led to it. */
  #column = new Int32Array(FIRST_ROOM);
  /** The drawn event that led to an event; -1 if there is none. */
  #origin = new Int32Array(FIRST_ROOM);
  /** Lane of a drawn event; -1 for others. */
  #lane = new Int16Array(FIRST_ROOM);
  readonly #newest = new Map<string, Newest>();
  readonly #bySource = new Map<string, number[]>();
  /** For each of those: how many up to it came from another lane. */
  readonly #hops = new Map<string, number[]>();
  readonly #signals = new SignalPairs();
  readonly #model: RunModel;
  #next = 0;

  constructor(model: RunModel) {
    this.#model = model;
  }

  /** Takes up what the model has more. */
  update(): void {
    const { store } = this.#model;
    if (this.#next === store.count) return;
    const index = runIndexOf(this.#model);
    this.#makeRoom(store.count);
    for (; this.#next < store.count; this.#next++) this.#take(this.#next, index);
  }

  /** Column of an event; one that is not drawn has that of what led to it, -1 for an origin. */
  column(seq: number): number {
    return this.#column[seq];
  }
  isDrawn(seq: number): boolean {
    return this.#lane[seq] >= 0;
  }
  /** The drawn event on another lane that caused a drawn event; -1 if its cause is on its own lane, or it has none. */
  sender(seq: number): number {
    const origin = this.#origin[seq];
    return origin >= 0 && this.#lane[origin] !== this.#lane[seq] ? origin : -1;
  }
  /** The drawn events of a source, ascending; so are their columns. */
  of(source: string): readonly number[] {
    return this.#bySource.get(source) ?? [];
  }

  /** How many drawn events of a source have a cause on another lane, in columns from one to another. */
  hops(source: string, from: number, to: number): number {
    const seqs = this.of(source);
    const hops = this.#hops.get(source) ?? [];
    const before = (column: number): number => {
      const at = firstWhere(seqs.length, (i) => this.#column[seqs[i]] >= column);
      return at === 0 ? 0 : hops[at - 1];
    };
    return before(Math.floor(to) + 1) - before(from);
  }

  #take(seq: number, index: RunIndex): void {
    const { store } = this.#model;
    const code = store.kindCode(seq);
    const cause = store.cause(seq);
    const led = Math.max(this.#reached(cause), this.#reached(store.enabler(seq)));
    if (IS_DRAWN[code] === 1) {
      this.#draw(seq, code, led, index);
      return;
    }
    this.#lane[seq] = -1;
    this.#column[seq] = led;
    this.#origin[seq] = cause < 0 ? -1 : this.#lane[cause] >= 0 ? cause : this.#origin[cause];
    this.#signals.take(store, seq);
    if (code !== BUFFER_SENT) return;
    // A buffer leaves after all that its task did before.
    const newest = this.#newest.get(this.#laneName(seq, index));
    if (newest === undefined || newest.seq < 0) return;
    this.#column[seq] = Math.max(led, this.#column[newest.seq]);
    this.#origin[seq] = newest.seq;
  }

  #draw(seq: number, code: number, led: number, index: RunIndex): void {
    const { store } = this.#model;
    const newest = this.#newestOn(this.#laneName(seq, index));
    const before = newest.seq < 0 ? -1 : this.#column[newest.seq];
    const cause = store.cause(seq);
    this.#lane[seq] = newest.lane;
    this.#column[seq] = this.#joins(seq, code, newest, before) ? before : Math.max(before, led) + 1;
    const emitted = this.#signals.take(store, seq);
    this.#origin[seq] = emitted >= 0 ? emitted : cause < 0 ? -1 : this.#lane[cause] >= 0 ? cause : this.#origin[cause];
    newest.seq = seq;
    this.columns = Math.max(this.columns, this.#column[seq] + 1);
    const sender = this.sender(seq);
    if (sender >= 0) this.longestHop = Math.max(this.longestHop, this.#column[seq] - this.#column[sender]);
    const source = index.sourceOf(seq);
    const seqs = this.#bySource.get(source) ?? [];
    const hops = this.#hops.get(source) ?? [];
    hops.push((hops.at(-1) ?? 0) + (sender >= 0 ? 1 : 0));
    seqs.push(seq);
    this.#bySource.set(source, seqs);
    this.#hops.set(source, hops);
  }

  /** Is it one thing with the event before it: brought about by it, or by the same cause at the same moment? */
  #joins(seq: number, code: number, newest: Newest, before: number): boolean {
    const { store } = this.#model;
    if (newest.seq < 0 || STANDS_ALONE[code] === 1 || STANDS_ALONE[store.kindCode(newest.seq)] === 1) return false;
    const cause = store.cause(seq);
    if (cause < 0 || this.#reached(store.enabler(seq)) > before) return false;
    if (cause === store.cause(newest.seq) && store.t(seq) === store.t(newest.seq)) return true;
    return JOINS_CAUSE[code] === 1 && this.#lane[cause] === newest.lane && this.#column[cause] === before;
  }

  #reached(seq: number): number {
    return seq < 0 ? -1 : this.#column[seq];
  }

  #newestOn(name: string): Newest {
    let newest = this.#newest.get(name);
    if (newest === undefined) {
      newest = { lane: this.#newest.size, seq: -1 };
      this.#newest.set(name, newest);
    }
    return newest;
  }

  /** Attempts of one subtask follow each other on one lane. */
  #laneName(seq: number, index: RunIndex): string {
    const attempt = index.topology.attempts.get(this.#model.store.task(seq));
    const source = index.sourceOf(seq);
    return attempt === undefined || !source.startsWith("task:") ? source : `${attempt.vertex}/${attempt.subtask}`;
  }

  #makeRoom(count: number): void {
    if (count <= this.#column.length) return;
    const room = Math.max(count, 2 * this.#column.length);
    const grown = <T extends Int32Array | Int16Array>(next: T, last: T): T => {
      next.set(last);
      return next;
    };
    this.#column = grown(new Int32Array(room), this.#column);
    this.#origin = grown(new Int32Array(room), this.#origin);
    this.#lane = grown(new Int16Array(room), this.#lane);
  }
}

const indexes = new WeakMap<RunModel, CausalIndex>();

/** The columns of a model, up to date. */
export function causalIndexOf(model: RunModel): CausalIndex {
  let index = indexes.get(model);
  if (index === undefined) {
    index = new CausalIndex(model);
    indexes.set(model, index);
  }
  index.update();
  return index;
}
