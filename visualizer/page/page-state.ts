/** What the page shows, as signals: whoever reads one is drawn again when it changes. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Theme } from "../draw/palette.ts";
import type { ViewState } from "../fold/view-state.ts";
import type { RunModel } from "../run-model.ts";
import type { Language } from "../text/catalogue.ts";
import type { Selection } from "./selection.ts";

export type Tab = "graph" | "event-time" | "state" | "checkpoints";

/** A moment of a run. */
export interface Cursor {
  /** Virtual time, µs; between two events while playing. */
  readonly micros: number;
  /** Last event at or before it that is shown as having happened; -1 before the first. */
  readonly seq: number;
}

/** A stretch of virtual time, µs. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The signals that all views share. */
export interface PageState {
  readonly model: Signal<RunModel>;
  /** Grows with every batch: what depends on the trace's end reads it. */
  readonly grown: Signal<number>;
  readonly cursor: Signal<Cursor>;
  /** The folded state at the cursor; not to be kept, it is changed by the next move. */
  readonly view: ReadonlySignal<{ readonly state: ViewState }>;
  readonly selection: Signal<Selection | null>;
  readonly tab: Signal<Tab>;
  readonly focus: Signal<Range | null>;
  readonly playing: Signal<boolean>;
  /** Virtual µs per second of the viewer's time; the player sets it while the pace is automatic. */
  readonly rate: Signal<number>;
  readonly autoPace: Signal<boolean>;
  /** Stretches in which nothing happens are passed over. */
  readonly skipIdle: Signal<boolean>;
  /** Length of the one that is being passed over, virtual µs; null: none is. */
  readonly skippedMicros: Signal<number | null>;
  readonly language: Signal<Language>;
  readonly theme: Signal<Theme>;
  /** No interpolation, no moving about. */
  readonly reducedMotion: Signal<boolean>;
  /** The device is too slow for fine pictures. */
  readonly simplified: Signal<boolean>;
}

/** The state of a page that has just been opened, paused. */
export function createPageState(model: RunModel): PageState {
  const models = signal(model);
  const cursor = signal<Cursor>({ micros: 0, seq: -1 });
  const grown = signal(0);
  return {
    model: models,
    grown,
    cursor,
    view: computed(() => ({ state: models.value.folder.seek(cursor.value.seq) })),
    selection: signal<Selection | null>(null),
    tab: signal<Tab>("graph"),
    focus: signal<Range | null>(null),
    playing: signal(false),
    rate: signal(1_000_000),
    autoPace: signal(true),
    skipIdle: signal(true),
    skippedMicros: signal<number | null>(null),
    language: signal<Language>("en"),
    theme: signal<Theme>("light"),
    reducedMotion: signal(false),
    simplified: signal(false),
  };
}
