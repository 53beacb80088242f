/** Where channels run: out of a rail for what waits to be sent, along a straight line, into a rail for what waits to be taken. */
import type { ChannelView, ViewState } from "../fold/view-state.ts";
import { CAPTION_HEIGHT, type Card, type GraphLayout, RAIL_DOWN } from "./layout.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The places of one channel, px. */
export interface ChannelLine {
  readonly ch: number;
  readonly edge: string;
  readonly fromTask: number;
  readonly toTask: number;
  /** Where the sender's rail begins, at its card. */
  readonly out: Point;
  /** Where elements leave the sender and their flight begins. */
  readonly from: Point;
  /** Where elements arrive. */
  readonly to: Point;
  /** Where the receiver's rail ends, at its card. */
  readonly in: Point;
}

/** Px of a rail that one waiting element takes. */
export const CELL = 13;
/** Elements that are drawn one by one in a queue. */
export const MOST_CELLS = 8;
/** Channels of an edge that are drawn as lines of their own; more become a ribbon. */
export const MOST_LINES = 64;

/** Cells of a rail between two points. */
export function cellsOf(a: Point, b: Point): number {
  return Math.min(MOST_CELLS, Math.floor(Math.hypot(b.x - a.x, b.y - a.y) / CELL));
}

/** The channels between the attempts that are shown, by number. */
export function channelLines(state: ViewState, layout: GraphLayout): Map<number, ChannelLine> {
  const cards = new Map(layout.cards.map((card) => [card.task, card]));
  const shown = [...state.channels.values()].filter(({ fromTask, toTask }) => cards.has(fromTask) && cards.has(toTask));
  const sizes = edgeSizes(shown);
  const lines = new Map<number, ChannelLine>();
  const outputs = portsOf(shown, cards, "fromTask", "toTask", layout);
  const inputs = portsOf(shown, cards, "toTask", "fromTask", layout);
  const across = layout.flow === "across";
  const inRail = across ? Math.min(MOST_CELLS * CELL, Math.max(2 * CELL, layout.gap * 0.32)) : RAIL_DOWN;
  const outRail = across ? Math.min(6 * CELL, Math.max(2 * CELL, layout.gap * 0.22)) : RAIL_DOWN;
  for (const { ch, edge, fromTask, toTask } of shown) {
    const from = cards.get(fromTask);
    const to = cards.get(toTask);
    if (from === undefined || to === undefined) continue;
    const bundled = (sizes.get(edge) ?? 0) > MOST_LINES;
    const leaves = bundled ? 0.5 : (outputs.get(ch) ?? 0.5);
    const enters = bundled ? 0.5 : (inputs.get(ch) ?? 0.5);
    const out = across
      ? { x: from.x + from.w, y: from.y + from.h * leaves }
      : { x: from.x + from.w * leaves, y: from.y + from.h + CAPTION_HEIGHT };
    const into = across ? { x: to.x, y: to.y + to.h * enters } : { x: to.x + to.w * enters, y: to.y };
    lines.set(ch, {
      ch,
      edge,
      fromTask,
      toTask,
      out,
      from: across ? { x: out.x + outRail, y: out.y } : { x: out.x, y: out.y + outRail },
      to: across ? { x: into.x - inRail, y: into.y } : { x: into.x, y: into.y - inRail },
      in: into,
    });
  }
  return lines;
}

/** Channels of each edge. */
export function edgeSizes(channels: Iterable<Pick<ChannelView, "edge">>): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { edge } of channels) sizes.set(edge, (sizes.get(edge) ?? 0) + 1);
  return sizes;
}

/** Where on its card's side each channel ends, 0 to 1: in the order of the cards at the other ends, so that few lines cross. */
function portsOf(
  channels: readonly ChannelView[],
  cards: ReadonlyMap<number, Card>,
  own: "fromTask" | "toTask",
  other: "fromTask" | "toTask",
  layout: GraphLayout,
): Map<number, number> {
  const sides = new Map<number, ChannelView[]>();
  for (const channel of channels) sides.set(channel[own], [...(sides.get(channel[own]) ?? []), channel]);
  const place = (channel: ChannelView): number => {
    const card = cards.get(channel[other]);
    if (card === undefined) return 0;
    return layout.flow === "across" ? card.y * 1e5 + card.x : card.x * 1e5 + card.y;
  };
  const ports = new Map<number, number>();
  for (const side of sides.values()) {
    side.sort((a, b) => place(a) - place(b) || a.ch - b.ch);
    for (const [i, { ch }] of side.entries()) ports.set(ch, (i + 1) / (side.length + 1));
  }
  return ports;
}
