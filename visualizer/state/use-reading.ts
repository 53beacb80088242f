/** Reads a long trace in slices, a frame each, so that the page answers meanwhile. */
import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { PageState } from "../page/page-state.ts";
import type { RunModel } from "../run-model.ts";

/** What is fed the events of a trace in order. */
export interface Reader {
  /** So many events were read. */
  readonly read: number;
  /** Reads on, so many events at the most. */
  update(most?: number): unknown;
}

/** Events of a slice: some 60 ms. */
const SLICE = 40_000;

/** How much of the trace so far the readers have read, from 0 to 1; whoever reads the signal is drawn again. */
export function useReading(page: PageState, readersOf: (model: RunModel) => readonly Reader[]): ReadonlySignal<number> {
  const frames = useSignal(0);
  const share = useComputed(() => {
    page.grown.value;
    frames.value;
    const model = page.model.value;
    const readers = readersOf(model);
    for (const reader of readers) reader.update(SLICE);
    const least = readers.reduce((one, { read }) => Math.min(one, read), model.store.count);
    return model.store.count === 0 ? 1 : least / model.store.count;
  });
  useSignalEffect(() => {
    if (share.value >= 1) return;
    const frame = requestAnimationFrame(() => {
      frames.value++;
    });
    return () => cancelAnimationFrame(frame);
  });
  return share;
}
