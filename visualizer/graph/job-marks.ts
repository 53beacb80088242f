/** One line above the graph: the job's state, a checkpoint that is under way, faults that last. */
import type { Primitive } from "../draw/primitives.ts";
import type { ViewState } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import { type GraphLayout, MARGIN } from "./layout.ts";
import { fitted, widthOf } from "./words.ts";

const Y = 13;

export function jobMarks(state: ViewState, layout: GraphLayout, language: Language): Primitive[] {
  const marks: Primitive[] = [];
  let x = MARGIN;
  const tell = (text: string, glyph: (x: number) => Primitive[], isBold = false) => {
    const room = layout.width - MARGIN - x;
    const shown = fitted(text, room - 16, 12, isBold);
    if (shown === "") return;
    const signs = glyph(x);
    const left = x + (signs.length === 0 ? 0 : 15);
    marks.push(...signs, { shape: "text", text: shown, x: left, y: Y, ink: "text", bold: isBold, of: "job" });
    x = left + widthOf(shown, 12, isBold) + 16;
  };
  const unknown = textOf(graph, language, "unknown");
  tell(textOf(graph, language, "job", state.jobState ?? unknown), () => [], true);
  if (state.restarts > 0) tell(textOf(graph, language, "restarts", state.restarts), () => []);
  for (const { id, status } of state.checkpoints.values())
    if (status === "pending") tell(textOf(graph, language, "underWay", id), (at) => diamond(at + 5, id));
  for (const { spec, endedAt } of state.faults.values())
    if (endedAt === null) tell(textOf(graph, language, "fault", spec), (at) => burst(at + 5));
  return marks;
}

/** Hollow: it is not complete. */
function diamond(x: number, id: number): Primitive[] {
  const points = [x - 5, Y, x, Y - 5, x + 5, Y, x, Y + 5];
  return [{ shape: "polygon", points, stroke: "snap", width: 2, of: `checkpoint:${id}` }];
}

function burst(x: number): Primitive[] {
  const of = "fault";
  return [
    { shape: "line", points: [x - 5, Y - 5, x + 5, Y + 5], stroke: "fail", width: 3, of },
    { shape: "line", points: [x - 5, Y + 5, x + 5, Y - 5], stroke: "fail", width: 3, of },
  ];
}
