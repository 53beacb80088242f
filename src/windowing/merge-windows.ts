import type { TimeWindow } from "./time-window.ts";

/** Is told of windows that become one. `MergingWindowAssigner.MergeCallback`. */
export type MergeCallback<W> = (merged: readonly W[], into: W) => void;

/** Finds windows that overlap or touch; equal ones count once. `TimeWindow.mergeWindows`. */
export function mergeWindows(windows: readonly TimeWindow[], merge: MergeCallback<TimeWindow>): void {
  if (windows.length < 2) return;
  // Sessions of a key mostly come in their order.
  const sorted = isInOrder(windows) ? windows : [...windows].sort((a, b) => a.start - b.start);
  let from = 0;
  let cover = sorted[0];
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && cover.intersects(sorted[i])) {
      cover = cover.cover(sorted[i]);
      continue;
    }
    if (i - from > 1) mergeGroup(sorted.slice(from, i), cover, merge);
    from = i;
    cover = sorted[i];
  }
}

function isInOrder(windows: readonly TimeWindow[]): boolean {
  for (let i = 1; i < windows.length; i++) if (windows[i - 1].start > windows[i].start) return false;
  return true;
}

function mergeGroup(windows: readonly TimeWindow[], cover: TimeWindow, merge: MergeCallback<TimeWindow>): void {
  const distinct = windows.filter((window, i) => !windows.slice(0, i).some((one) => one.equals(window)));
  if (distinct.length > 1) merge(distinct, cover);
}
