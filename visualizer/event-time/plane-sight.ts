/** What is seen of an event-time plane: its axes at its size, its scene, what lies under a place. */
import type { ReadonlySignal } from "@preact/signals";
import type { DrawList } from "../draw/primitives.ts";
import type { PageState } from "../page/page-state.ts";
import { type PlaneAxes, planeAxes, wholeEventTime } from "./plane-axes.ts";
import { type PlaneFacts, planeExtent } from "./plane-facts.ts";
import { planeHit } from "./plane-hit.ts";
import { planeScene } from "./plane-scene.ts";
import { TimeBrush } from "./time-brush.ts";

type Facts = ReadonlySignal<PlaneFacts | null>;

/** One plane. */
export class PlaneSight {
  /** As it was drawn last, CSS px. */
  size: { readonly width: number; readonly height: number } = { width: 0, height: 0 };
  readonly brush: TimeBrush;
  readonly #page: PageState;
  readonly #facts: Facts;

  constructor(page: PageState, facts: Facts) {
    this.#page = page;
    this.#facts = facts;
    this.brush = new TimeBrush(() => {
      const times = this.#facts.value?.times;
      const extent = times === undefined ? null : planeExtent(times);
      if (extent === null) return null;
      return { subject: times, whole: wholeEventTime(extent), eventMs: (x) => this.axes()?.eventMs(x) ?? 0 };
    });
  }

  /** Null while there is nothing to show. */
  axes(): PlaneAxes | null {
    const times = this.#facts.value?.times;
    const extent = times === undefined ? null : planeExtent(times);
    if (times === undefined || extent === null) return null;
    const { width, height } = this.size;
    const range = this.brush.range.value;
    return planeAxes({ ...extent, ...(this.#page.focus.value ?? {}) }, width, height, times.late.length > 0, range);
  }

  scene(): DrawList {
    const facts = this.#facts.value;
    const axes = this.axes();
    if (axes === null || facts === null) return [];
    const { selection, cursor, language } = this.#page;
    const selected = selection.value?.kind === "event" ? selection.value.seq : -1;
    const list = planeScene(facts, axes, cursor.value.micros, selected, language.value);
    const marked = this.brush.marked.value;
    if (marked === null) return list;
    const [from, to] = [Math.max(axes.left, marked.from), Math.min(axes.right, marked.to)];
    const place = { x: from, y: axes.top, w: Math.max(1, to - from), h: axes.bottom - axes.top, of: "brush" } as const;
    const stroke = { stroke: "cause", width: 1.5 } as const;
    return [...list, { shape: "rect", ...place, fill: "cause", alpha: 0.16 }, { shape: "rect", ...place, ...stroke }];
  }

  /** Selects what lies at a place, px. */
  pick(x: number, y: number): void {
    const facts = this.#facts.value;
    const axes = this.axes();
    if (facts === null || axes === null) return;
    const seq = planeHit(facts, axes, x, y);
    if (seq >= 0) this.#page.selection.value = { kind: "event", seq };
  }
}
