/** Tells of each edge whose elements are not drawn one by one how they are drawn instead. */
import type { Primitive } from "../draw/primitives.ts";
import type { ViewState } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import type { ChannelLine } from "./channel-lines.ts";
import type { GraphLayout } from "./layout.ts";
import type { Mode } from "./level-of-detail.ts";
import { widthOf } from "./words.ts";

/** A badge above the lines of each edge that has a channel in another mode than tokens. */
export function edgeBadges(
  state: ViewState,
  layout: GraphLayout,
  lines: ReadonlyMap<number, ChannelLine>,
  modes: ReadonlyMap<number, Mode>,
  language: Language,
): Primitive[] {
  const marks: Primitive[] = [];
  for (const { id } of state.edges.values()) {
    const own = [...lines.values()].filter(({ edge }) => edge === id);
    const mode = own.some(({ ch }) => modes.get(ch) === "flow")
      ? "badgeFlow"
      : own.some(({ ch }) => modes.get(ch) === "streaks")
        ? "badgeStreaks"
        : null;
    if (mode === null) continue;
    const top = Math.min(...own.map(({ out, in: into }) => Math.min(out.y, into.y)));
    const left = Math.min(...own.map(({ out, in: into }) => Math.min(out.x, into.x)));
    const right = Math.max(...own.map(({ out, in: into }) => Math.max(out.x, into.x)));
    const room = layout.flow === "across" ? right - left - 8 : layout.width - 230;
    const long = textOf(graph, language, mode);
    const shown = widthOf(long) <= room - 12 ? long : textOf(graph, language, `${mode}Short`);
    const w = widthOf(shown) + 12;
    const x = layout.flow === "across" ? (left + right) / 2 - w / 2 : layout.width - 12 - w;
    const y = layout.flow === "across" ? Math.max(26, top - 66) : Math.min(...own.map(({ to }) => to.y)) - 21;
    const of = `mode:${id}`;
    marks.push({ shape: "rect", x, y, w, h: 18, radius: 9, fill: "surface", stroke: "line", of });
    marks.push({ shape: "text", text: shown, x: x + w / 2, y: y + 9, ink: "muted", align: "center", of });
  }
  return marks;
}
