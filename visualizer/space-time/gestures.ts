/** Pointers over the diagram. */
import type { Diagram, Place } from "./diagram.ts";

/** A pointer that moves less is a click, px. */
const CLICK_PX = 4;

/** The place of a pointer over an element, along the axis and across the lanes. */
export function placeIn(element: Element, event: MouseEvent, turned: boolean): Place {
  const { left, top } = element.getBoundingClientRect();
  const [x, y] = [event.clientX - left, event.clientY - top];
  return turned ? { along: y, across: x } : { along: x, across: y };
}

/** What pointers do over the lanes: a click selects, a drag selects an area, a double click seeks. */
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
    const place = this.#place(element, event);
    const { area, hover } = this.#diagram;
    hover.value = place;
    if (this.#start === null || event.pointerType !== "mouse") return;
    if (Math.hypot(place.along - this.#start.along, place.across - this.#start.across) > CLICK_PX) this.#isDrag = true;
    if (!this.#isDrag) return;
    area.isOpen.value = true;
    area.between(this.#start, place);
  }

  up(element: Element, event: PointerEvent): void {
    if (this.#start !== null && !this.#isDrag) {
      this.#diagram.area.clear();
      this.#diagram.selectAt(this.#place(element, event));
    }
    this.cancel();
  }

  cancel(): void {
    this.#start = null;
    this.#isDrag = false;
    this.#diagram.area.isOpen.value = false;
  }

  leave(): void {
    this.#diagram.hover.value = null;
  }

  doubleClick(element: Element, event: MouseEvent): void {
    this.#diagram.seekAt(this.#place(element, event));
  }

  #place(element: Element, event: MouseEvent): Place {
    return placeIn(element, event, this.#diagram.turned.value);
  }
}
