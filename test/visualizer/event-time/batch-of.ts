import type { EventBatch } from "../../../visualizer/trace/batch.ts";
import type { TraceStore } from "../../../visualizer/trace/trace-store.ts";

/** Events [from, to) of a store as one batch. */
export function batchOf(store: TraceStore, from: number, to: number): EventBatch {
  const seqs = Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  const texts = seqs.map((seq) => (store.ext(seq) === null ? "" : JSON.stringify(store.ext(seq))));
  let end = 0;
  const int = (of: (seq: number) => number) => Int32Array.from(seqs, of);
  return {
    count: seqs.length,
    t: Float64Array.from(seqs, (seq) => store.t(seq)),
    kind: Uint8Array.from(seqs, (seq) => store.kindCode(seq)),
    id: int((seq) => store.id(seq)),
    task: int((seq) => store.task(seq)),
    ch: int((seq) => store.ch(seq)),
    cause: int((seq) => store.cause(seq)),
    enabler: int((seq) => store.enabler(seq)),
    a: int((seq) => store.a(seq)),
    b: int((seq) => store.b(seq)),
    x: Float64Array.from(seqs, (seq) => store.x(seq)),
    extEnd: Uint32Array.from(texts, (text) => {
      end += text.length;
      return end;
    }),
    ext: texts.join(""),
  };
}
