/** Places where something stands, by rows, so that a text is compared with what is near it only. */
import type { Box } from "./layout.ts";

const ROW_PX = 32;

/** Grows by what is added; answers whether a place is free. */
export class TakenRoom {
  readonly #rows = new Map<number, Box[]>();

  constructor(boxes: Iterable<Box>) {
    for (const box of boxes) this.add(box);
  }

  add(box: Box): void {
    for (let row = rowOf(box.y); row <= rowOf(box.y + box.h); row++) {
      const boxes = this.#rows.get(row);
      if (boxes === undefined) this.#rows.set(row, [box]);
      else boxes.push(box);
    }
  }

  isFree(box: Box): boolean {
    for (let row = rowOf(box.y); row <= rowOf(box.y + box.h); row++) {
      const boxes = this.#rows.get(row) ?? [];
      for (let i = 0; i < boxes.length; i++) if (meet(boxes[i], box)) return false;
    }
    return true;
  }
}

function rowOf(y: number): number {
  return Math.floor(y / ROW_PX);
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
