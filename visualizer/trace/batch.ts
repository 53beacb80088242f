/** Events on their way from the worker to the page: columns whose buffers are transferred, and the payloads as one text. */

/** A stretch of a trace in order of happening. Events are numbered from 0; causes are such numbers, -1 for none. */
export interface EventBatch {
  readonly count: number;
  /** Virtual time, µs. */
  readonly t: Float64Array;
  /** Position in `TRACE_KINDS`. */
  readonly kind: Uint8Array;
  readonly id: Int32Array;
  readonly task: Int32Array;
  readonly ch: Int32Array;
  readonly cause: Int32Array;
  readonly enabler: Int32Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly x: Float64Array;
  /** Where the payload of each event ends in `ext`; it begins where that of the one before ends, and may be empty. */
  readonly extEnd: Uint32Array;
  /** The payloads, JSON, one after another. */
  readonly ext: string;
}

/** Events of a batch at the most, and of a chunk of the store. */
export const BATCH_EVENTS = 4096;

/** The memory of a batch that is handed over, not copied. */
export function transferables(batch: EventBatch): ArrayBuffer[] {
  const { t, kind, id, task, ch, cause, enabler, a, b, x, extEnd } = batch;
  return [t, kind, id, task, ch, cause, enabler, a, b, x, extEnd].map(({ buffer }) => buffer as ArrayBuffer);
}
