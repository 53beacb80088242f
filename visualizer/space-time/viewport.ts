/** What the diagram shows of a run's time: chosen by the viewer, or following the cursor. Shared with the mini-map. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { PageState } from "../page/page-state.ts";
import type { TimeRange } from "./time-scale.ts";

/** A run that is not longer is shown whole, µs. */
const WHOLE_MICROS = 12_000_000;
/** No stretch is shorter, µs. */
const LEAST_MICROS = 20;
/** Room after the last event, as a share of the run. */
const MARGIN = 0.02;

export interface Viewport {
  /** Chosen by the viewer; null: it follows the cursor. */
  readonly chosen: Signal<TimeRange | null>;
  /** What is shown, µs. */
  readonly visible: ReadonlySignal<TimeRange>;
  /** What runs along the diagram. */
  readonly axis: Signal<"time" | "causes">;
  /** The diagram has more of the page than the stage. */
  readonly isLarge: Signal<boolean>;
}

/** The whole run so far, with a margin, µs. */
export function wholeRun(endMicros: number): TimeRange {
  return { from: 0, to: Math.max(LEAST_MICROS, Math.ceil(endMicros * (1 + MARGIN))) };
}

/**
 * What is shown while nothing was chosen: a short run whole; of a long one a window around the cursor, which moves by
 * halves of itself, so that it stands still for a while.
 */
export function followed(endMicros: number, cursorMicros: number): TimeRange {
  if (endMicros <= WHOLE_MICROS) return wholeRun(endMicros);
  const half = WHOLE_MICROS / 2;
  const from = Math.max(0, Math.floor((cursorMicros - half / 2) / half) * half);
  return { from, to: from + WHOLE_MICROS };
}

/** A range within a run and of a length that can be shown. */
export function within({ from, to }: TimeRange, endMicros: number): TimeRange {
  const whole = wholeRun(endMicros);
  const length = Math.min(whole.to, Math.max(LEAST_MICROS, to - from));
  const begin = Math.max(0, Math.min(whole.to - length, from));
  return { from: begin, to: begin + length };
}

/** A range that is `factor` times as long, with one moment staying in place. */
export function zoomed({ from, to }: TimeRange, factor: number, around: number): TimeRange {
  return { from: around - (around - from) * factor, to: around + (to - around) * factor };
}

const viewports = new WeakMap<PageState, Viewport>();

/** The viewport of a page. */
export function viewportOf(page: PageState): Viewport {
  let viewport = viewports.get(page);
  if (viewport === undefined) {
    const chosen = signal<TimeRange | null>(null);
    // Compared by value: while the range stays, nothing that depends on it is drawn again.
    let last: TimeRange = { from: 0, to: LEAST_MICROS };
    const visible = computed(() => {
      page.grown.value;
      const end = page.model.value.store.endMicros;
      const wanted = chosen.value ?? followed(end, end <= WHOLE_MICROS ? 0 : page.cursor.value.micros);
      // Another run may be shorter than the one that a stretch was chosen in.
      const next = chosen.value === null || page.model.value.end === null ? wanted : within(wanted, end);
      if (next.from !== last.from || next.to !== last.to) last = next;
      return last;
    });
    viewport = { chosen, visible, axis: signal("time"), isLarge: signal(false) };
    viewports.set(page, viewport);
  }
  return viewport;
}
