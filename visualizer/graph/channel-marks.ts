/** Draws the channels themselves: lines or ribbons, their rails, and what ails them. */
import type { Primitive } from "../draw/primitives.ts";
import type { ChannelView } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import type { ChannelLine } from "./channel-lines.ts";
import { CAPTION_HEIGHT } from "./layout.ts";
import { pointAt } from "./travel.ts";

/** One channel as a line with a rail at each end. @param isPointed a pointer or the focus is on it */
export function lineMarks(line: ChannelLine, isSelected: boolean, isPointed = false): Primitive[] {
  // Where the data flows downwards, the text of the card stands between it and its rails.
  const start = line.out.x === line.from.x ? { x: line.out.x, y: line.out.y - CAPTION_HEIGHT } : line.out;
  const of = `channel:${line.ch}`;
  const { out, from, to, in: into } = line;
  const whole = [start.x, start.y, from.x, from.y, to.x, to.y, into.x, into.y];
  const halo: Primitive[] = isSelected
    ? [{ shape: "line", points: whole, stroke: "text", width: 8, alpha: 0.25, of: "selection" }]
    : [];
  const rail = (points: number[]): Primitive => ({ shape: "line", points, stroke: "line", width: 13, alpha: 0.18, of });
  return [
    ...halo,
    rail([out.x, out.y, from.x, from.y]),
    rail([to.x, to.y, into.x, into.y]),
    {
      shape: "line",
      points: whole,
      stroke: isSelected || isPointed ? "text" : "line",
      width: isSelected || isPointed ? 2 : 1,
      of,
    },
  ];
}

/** All channels of an edge as one band. */
export function ribbonMarks(edge: string, lines: readonly ChannelLine[], flow: "across" | "down"): Primitive[] {
  const across = (point: { x: number; y: number }) => (flow === "across" ? point.y : point.x);
  const least = (end: "out" | "in") => lines.reduce((a, b) => (across(b[end]) < across(a[end]) ? b : a));
  const most = (end: "out" | "in") => lines.reduce((a, b) => (across(b[end]) > across(a[end]) ? b : a));
  const sides = [least("out").out, least("in").in, most("in").in, most("out").out];
  return [
    {
      shape: "polygon",
      points: sides.flatMap(({ x, y }) => [x, y]),
      fill: "line",
      stroke: "line",
      alpha: 0.2,
      of: `edge:${edge}`,
    },
  ];
}

/** Hatch behind a barrier, « without credit, a gap where the network is cut. */
export function troubleMarks(
  line: ChannelLine,
  channel: ChannelView,
  isCut: boolean,
  flow: "across" | "down",
  language: Language,
): Primitive[] {
  const of = `channel:${line.ch}`;
  const marks: Primitive[] = [];
  if (channel.blockedBy !== 0) {
    for (let i = 1; i < 16; i++) {
      const { x, y } = pointAt(line, i / 16);
      marks.push({ shape: "line", points: [x - 4, y + 5, x + 4, y - 5], stroke: "snap", width: 2, of });
    }
    const { to, in: into } = line;
    const w = Math.max(13, Math.abs(into.x - to.x));
    const h = Math.max(13, Math.abs(into.y - to.y));
    const [x, y] = flow === "across" ? [to.x, to.y - 6.5] : [to.x - 6.5, to.y];
    marks.push({ shape: "rect", x, y, w, h, hatch: "snap", stroke: "snap", of });
    const at = pointAt(line, 0.5);
    marks.push({
      shape: "text",
      text: textOf(graph, language, "blocked", channel.blockedBy),
      x: at.x,
      y: at.y + 15,
      ink: "text",
      align: "center",
      of: `note:${line.ch}`,
    });
  }
  if (channel.noCreditSince !== null) {
    for (const fraction of [0.2, 0.3]) marks.push(...upstreamChevron(line, fraction, flow, of));
    const at = pointAt(line, 0.25);
    marks.push({
      shape: "text",
      text: textOf(graph, language, "noCredit"),
      x: at.x,
      y: at.y + 14,
      ink: "text",
      align: "center",
      of: `note:${line.ch}`,
    });
  }
  if (isCut) {
    const { x, y } = pointAt(line, 0.5);
    marks.push({ shape: "circle", x, y, r: 9, fill: "surface", of });
    marks.push({ shape: "line", points: [x - 6, y - 6, x + 6, y + 6], stroke: "fail", width: 3, of });
    marks.push({ shape: "line", points: [x - 6, y + 6, x + 6, y - 6], stroke: "fail", width: 3, of });
  }
  return marks;
}

/** « points to where the data comes from. */
function upstreamChevron(line: ChannelLine, fraction: number, flow: "across" | "down", of: string): Primitive[] {
  const { x, y } = pointAt(line, fraction);
  const one = (shift: number): Primitive => ({
    shape: "line",
    points:
      flow === "across"
        ? [x + shift + 5, y - 6, x + shift, y, x + shift + 5, y + 6]
        : [x - 6, y + shift + 5, x, y + shift, x + 6, y + shift + 5],
    stroke: "flow",
    width: 2.5,
    of,
  });
  return [one(0), one(5)];
}
