import type { TimeWindow } from "./time-window.ts";

/** Is told of windows that become one. `MergingWindowAssigner.MergeCallback`. */
export type MergeCallback<W> = (merged: readonly W[], into: W) => void;

/** Finds windows that overlap or touch; equal ones count once. `TimeWindow.mergeWindows`. */
export function mergeWindows(windows: readonly TimeWindow[], merge: MergeCallback<TimeWindow>): void {
  const sorted = [...windows].sort((a, b) => a.start - b.start);
  let cover: TimeWindow | null = null;
  let group: TimeWindow[] = [];
  const close = () => {
    if (cover !== null && group.length > 1) merge(group, cover);
  };
  for (const window of sorted) {
    if (cover?.intersects(window)) {
      cover = cover.cover(window);
      if (!group.some((one) => one.equals(window))) group.push(window);
      continue;
    }
    close();
    cover = window;
    group = [window];
  }
  close();
}
