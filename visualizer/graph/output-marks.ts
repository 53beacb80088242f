/** Draws what readers of the job's logs see, and what they do not see yet. */
import type { Primitive } from "../draw/primitives.ts";
import type { ViewState } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import type { Box, GraphLayout } from "./layout.ts";
import { fitted, widthOf } from "./words.ts";

const USUAL_HEIGHT = 92;

export function outputMarks(state: ViewState, box: Box, language: Language): Primitive[] {
  let committed = 0;
  let pending = 0;
  for (const log of state.logs.values()) {
    committed += log.committed;
    pending += log.pending;
  }
  const of = "output";
  const { x, y, w, h } = box;
  /** Px of a place for which a box has so many in `USUAL_HEIGHT`. */
  const at = (px: number) => (px * h) / USUAL_HEIGHT;
  const middle = x + w / 2;
  const room = w - 12;
  const text = (words: string, top: number, bold = false): Primitive => ({
    shape: "text",
    text: fitted(words, room, 12, bold),
    x: middle,
    y: y + at(top),
    ink: "text",
    align: "center",
    bold,
    of,
  });
  const long = textOf(graph, language, "readersSee", committed);
  const readers = widthOf(long) <= room ? long : textOf(graph, language, "seen", committed);
  const unseen = textOf(graph, language, "notYetVisible", pending);
  return [
    { shape: "rect", ...box, radius: 6, fill: "surface", stroke: "line-strong", width: 1.25, of },
    text(textOf(graph, language, "visibleOutput"), 14, true),
    {
      shape: "rect",
      x: x + 5,
      y: y + at(28),
      w: w - 10,
      h: at(30),
      radius: 4,
      fill: "panel",
      stroke: "snap",
      width: 2,
      of,
    },
    text(readers, 43),
    {
      shape: "rect",
      x: x + 5,
      y: y + at(62),
      w: w - 10,
      h: at(25),
      radius: 4,
      stroke: pending > 0 ? "snap" : "line",
      width: pending > 0 ? 2 : 1,
      dash: [4, 3],
      of,
    },
    text(widthOf(unseen) <= room ? unseen : textOf(graph, language, "pending", pending), 74.5),
  ];
}

/** Dotted lines from the last subtasks to the box: what they write goes through no channel. */
export function outputLines(state: ViewState, layout: GraphLayout): Primitive[] {
  const box = layout.output;
  if (box === null) return [];
  const senders = new Set([...state.edges.values()].map(({ from }) => from));
  return layout.cards
    .filter(({ vertex }) => !senders.has(vertex))
    .map(({ x, y, w, h, task }) => ({
      shape: "line",
      points:
        layout.flow === "across" && box.x < x + w
          ? [x + w, y + h / 2, x + w + 8, y + h / 2, x + w + 8, box.y + 14, box.x + box.w, box.y + 14]
          : layout.flow === "across"
            ? [x + w, y + h / 2, box.x, box.y + box.h / 2]
            : [x + w / 2, y + h + 18, box.x + box.w / 2, box.y],
      stroke: "line",
      width: 1.5,
      dash: [2, 4],
      of: `task:${task}`,
    }));
}
