/** Draws the queues at both ends of a channel. */
import type { Primitive } from "../draw/primitives.ts";
import type { Element } from "../trace/element-index.ts";
import { CELL, type ChannelLine, cellsOf, type Point } from "./channel-lines.ts";
import { type LabelView, labelAt } from "./element-label.ts";
import { elementGlyph } from "./glyphs.ts";
import { COUNT_CELLS, queueUnits } from "./queue.ts";

/** What waits between two ends of a rail. @param head where the oldest element stands @param elements oldest first */
export function queueMarks(
  elements: readonly Element[],
  head: Point,
  tail: Point,
  line: ChannelLine,
  view: LabelView,
): Primitive[] {
  const { flow } = view;
  const ends = [Math.min(head.x, tail.x), Math.max(head.x, tail.x)] as const;
  const marks: Primitive[] = [];
  const length = Math.hypot(tail.x - head.x, tail.y - head.y) || 1;
  const along = { x: (tail.x - head.x) / length, y: (tail.y - head.y) / length };
  let cell = 0;
  for (const unit of queueUnits(elements, cellsOf(head, tail))) {
    const cells = "count" in unit ? COUNT_CELLS : 1;
    const at = (cell + cells / 2) * CELL;
    const x = head.x + along.x * at;
    const y = head.y + along.y * at;
    if ("count" in unit)
      marks.push({
        shape: "text",
        text: `×${unit.count}`,
        x,
        y,
        ink: "text",
        align: "center",
        of: `channel:${line.ch}`,
      });
    else {
      const of = `element:${unit.element.seq}`;
      if (unit.element.type === "record")
        marks.push({
          shape: "rect",
          x: x - CELL / 2,
          y: y - CELL / 2,
          w: CELL,
          h: CELL,
          radius: 2,
          stroke: "flow",
          of: `channel:${line.ch}`,
        });
      // A chevron reaches ahead of its bar: both together stand in the middle of the cell.
      const back = unit.element.type === "watermark" || unit.element.type === "status" ? 3 : 0;
      const [left, up] = flow === "across" ? [back, 0] : [0, back];
      marks.push(...elementGlyph(unit.element.type, x - left, y - up, of, flow, 1, 14));
      marks.push(...labelAt(unit.element, { x, y }, 1, view, ...ends));
    }
    cell += cells;
  }
  return marks;
}
