/** Pointers and keys over the diagram. */
import type { Diagram, Place } from "./diagram.ts";

/** A pointer that moves less is a click, px. */
const CLICK_PX = 4;

/** The place of a pointer over an element, along time and across the lanes. */
export function placeIn(element: Element, event: MouseEvent, turned: boolean): Place {
  const { left, top } = element.getBoundingClientRect();
  const [x, y] = [event.clientX - left, event.clientY - top];
  return turned ? { along: y, across: x } : { along: x, across: y };
}

/** What pointers do over the lanes: a click selects, a drag sets the focus range, a double click seeks. */
export class LaneGestures {
  readonly #diagram: Diagram;
  #start: Place | null = null;
  #isDrag = false;

  constructor(diagram: Diagram) {
    this.#diagram = diagram;
  }

  down(element: Element, event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#start = this.#place(element, event);
    this.#isDrag = false;
    // A finger that is dragged scrolls.
    if (event.pointerType === "mouse") element.setPointerCapture(event.pointerId);
  }

  move(element: Element, event: PointerEvent): void {
    const { along } = this.#place(element, event);
    this.#diagram.view.hover.value = this.#diagram.momentAt(along);
    if (this.#start === null || event.pointerType !== "mouse") return;
    if (Math.abs(along - this.#start.along) > CLICK_PX) this.#isDrag = true;
    if (!this.#isDrag) return;
    const moments = [this.#diagram.momentAt(along), this.#diagram.momentAt(this.#start.along)].sort((a, b) => a - b);
    this.#diagram.page.focus.value = { from: moments[0], to: moments[1] };
  }

  up(element: Element, event: PointerEvent): void {
    if (this.#start !== null && !this.#isDrag) this.#diagram.selectAt(this.#place(element, event));
    this.cancel();
  }

  cancel(): void {
    this.#start = null;
    this.#isDrag = false;
  }

  leave(): void {
    this.#diagram.view.hover.value = null;
  }

  doubleClick(element: Element, event: MouseEvent): void {
    this.#diagram.seek(this.#diagram.momentAt(this.#place(element, event).along));
  }

  #place(element: Element, event: MouseEvent): Place {
    return placeIn(element, event, this.#diagram.turned.value);
  }
}

/** Does what a key asks for; false if the key means nothing here. */
export function pressKey(diagram: Diagram, key: string): boolean {
  const along = diagram.turned.value ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
  const across = diagram.turned.value ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  if (along.includes(key)) diagram.moveInLane(key === along[1] ? 1 : -1);
  else if (across.includes(key)) diagram.moveAcross(key === across[1] ? 1 : -1);
  else if (key === "w" || key === "s") diagram.zoom(key === "w");
  else if (key === "a" || key === "d") diagram.pan(key === "d" ? 1 : -1);
  else if (key === "f") diagram.frame();
  else if (key === "Enter") diagram.seekToSelection();
  else return false;
  return true;
}
