/** Keeps the texts of channels from covering each other and the cards: each moves to the other side, or gives way. */
import type { Label, Polyline, Primitive } from "../draw/primitives.ts";
import type { Box } from "./layout.ts";
import { TakenRoom } from "./taken-room.ts";
import { widthOf } from "./words.ts";

/** Px from a text above its sign to its place below. */
const OTHER_SIDE = 33;
/** Px from a note below its channel to its place above, and from the numbers of credits to theirs. */
const NOTE_SIDE = -29;
const CREDIT_SIDE = -20;
const HEIGHT = 13;

/**
 * Texts with `of: "note:…"`, `"credit:…"`, `"label:…"` and `"rate:…"` are left out where there is no room, notes last and
 * of the others the faded ones first. All other marks stay as they are.
 * @param groups marks that are drawn at different times; their texts share the room
 * @param taken places where no text may stand
 */
export function declutter(groups: readonly (readonly Primitive[])[], taken: readonly Box[]): Primitive[][] {
  const room = new TakenRoom(taken);
  const movable: [rank: number, group: number, index: number, label: Label][] = [];
  const placed: (Primitive | null)[][] = groups.map((marks) => [...marks]);
  groups.forEach((marks, group) => {
    marks.forEach((mark, i) => {
      // What waits in a queue, and bars: a text would hide them.
      if (mark.shape === "rect" && mark.of?.startsWith("channel:") === true) room.add(mark);
      else if (mark.shape === "line" && mark.of?.startsWith("element:") === true) room.add(lineBox(mark));
      if (mark.shape !== "text") return;
      const rank = rankOf(mark);
      if (rank === 0) room.add(boxOf(mark));
      else movable.push([rank, group, i, mark]);
    });
  });
  movable.sort(([a, g, i], [b, h, j]) => a - b || g - h || i - j);
  for (const [, group, i, label] of movable) {
    const here = boxOf(label);
    const there = { ...here, y: here.y + otherSide(label) };
    const place = room.isFree(here) ? here : room.isFree(there) ? there : null;
    placed[group][i] = place === null ? null : { ...label, y: label.y + place.y - here.y, halo: "surface" };
    if (place !== null) room.add(place);
  }
  return placed.map((marks) => marks.filter((mark) => mark !== null));
}

function otherSide({ of }: Label): number {
  if (of?.startsWith("note:") === true) return NOTE_SIDE;
  return of?.startsWith("credit:") === true ? CREDIT_SIDE : OTHER_SIDE;
}

/** 0: stays where it is. */
function rankOf({ of, alpha }: Label): number {
  if (of?.startsWith("note:") === true) return 0.5;
  if (of?.startsWith("credit:") === true) return 0.7;
  if (of?.startsWith("label:") === true) return (alpha ?? 1) === 1 ? 1 : 3 - (alpha ?? 1);
  return of?.startsWith("rate:") === true ? 4 : 0;
}

function boxOf({ x, y, text, size = 12, align = "left" }: Label): Box {
  const w = widthOf(text, size);
  const left = align === "left" ? x : align === "center" ? x - w / 2 : x - w;
  return { x: left, y: y - HEIGHT / 2, w, h: HEIGHT };
}

function lineBox({ points: [x1, y1, x2, y2] }: Polyline): Box {
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), w: Math.abs(x2 - x1), h: Math.abs(y2 - y1) };
}
