/** What is dragged on the axis: a mouse marks the stretch that is zoomed to, a finger moves what is shown. */
import { type Signal, signal } from "@preact/signals";
import type { Diagram } from "./diagram.ts";

/** A mouse that is dragged less only clicks, px. */
const LEAST_PX = 4;

/** The drag on one diagram's axis. Lengths are px along it. */
export class AxisDrag {
  /** What is marked at present; null: nothing is. */
  readonly marked: Signal<{ readonly from: number; readonly to: number } | null> = signal(null);
  readonly #diagram: Diagram;
  #start: number | null = null;
  #last = 0;

  constructor(diagram: Diagram) {
    this.#diagram = diagram;
  }

  down(along: number): void {
    this.#start = along;
    this.#last = along;
  }

  /** @param pans moves what is shown instead of marking */
  move(along: number, pans: boolean): void {
    if (this.#start === null) return;
    if (pans) this.#diagram.panBy(this.#last - along);
    else this.marked.value = { from: Math.min(this.#start, along), to: Math.max(this.#start, along) };
    this.#last = along;
  }

  up(): void {
    const marked = this.marked.value;
    this.cancel();
    if (marked === null || marked.to - marked.from < LEAST_PX) return;
    this.#diagram.show({ from: this.#diagram.placeAt(marked.from), to: this.#diagram.placeAt(marked.to) });
  }

  cancel(): void {
    this.#start = null;
    this.marked.value = null;
  }
}
