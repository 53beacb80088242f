/** Packs the events of a trace, in order, into batches. */
import { TRACE_KINDS, type TraceKind } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { BATCH_EVENTS, type EventBatch } from "./batch.ts";

const KIND_CODES = new Map<TraceKind, number>(TRACE_KINDS.map((kind, code) => [kind, code]));

/** Takes events as an observer of a run does; gives them back as batches. */
export class BatchPacker {
  /** Number of each event of a level, by its index within the level. */
  readonly #numbers: number[][] = [[], [], []];
  #events: TraceEvent[] = [];
  #packed = 0;

  /** Events that were taken, packed or not. */
  get count(): number {
    return this.#packed + this.#events.length;
  }

  on(event: TraceEvent): void {
    this.#numbers[event.id & 3][Math.floor(event.id / 4)] = this.count;
    this.#events.push(event);
  }

  /** The oldest events that were not given yet, up to `limit`; null if there are none. */
  take(limit: number = BATCH_EVENTS): EventBatch | null {
    if (this.#events.length === 0) return null;
    const events = this.#events.length <= limit ? this.#events : this.#events.slice(0, limit);
    this.#events = this.#events.slice(events.length);
    this.#packed += events.length;
    return this.#pack(events);
  }

  #pack(events: readonly TraceEvent[]): EventBatch {
    const int = (value: (event: TraceEvent) => number) =>
      Int32Array.from(events, (event) => integer(event, value(event)));
    const extEnd = new Uint32Array(events.length);
    let ext = "";
    events.forEach((event, i) => {
      if (event.ext !== null) ext += JSON.stringify(event.ext);
      extEnd[i] = ext.length;
    });
    return {
      count: events.length,
      t: Float64Array.from(events, ({ t }) => t),
      kind: Uint8Array.from(events, ({ kind }) => KIND_CODES.get(kind) ?? 0),
      id: int(({ id }) => id),
      task: int(({ task }) => task),
      ch: int(({ ch }) => ch),
      cause: int(({ cause }) => this.#numberOf(cause)),
      enabler: int(({ enabler }) => this.#numberOf(enabler)),
      a: int(({ a }) => a),
      b: int(({ b }) => b),
      x: Float64Array.from(events, ({ x }) => x),
      extEnd,
      ext,
    };
  }

  /** -1 for none, and for one that is not in the trace. */
  #numberOf(id: number): number {
    return id < 0 ? -1 : (this.#numbers[id & 3][Math.floor(id / 4)] ?? -1);
  }
}

function integer({ kind, id }: TraceEvent, value: number): number {
  if (value !== (value | 0))
    throw new RangeError(`The event #${id} (${kind}) holds ${value} where a whole number belongs.`);
  return value;
}
