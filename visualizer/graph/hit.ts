/** Which channel lies under a pointer. */
import type { Primitive } from "../draw/primitives.ts";
import type { ChannelLine, Point } from "./channel-lines.ts";
import type { Box } from "./layout.ts";

/** Px around a line that still hit it. */
export const HIT_PX = 8;

/** The channel whose credits are under a point, or else the nearest within reach; -1 if there is none. @param credits their marks */
export function channelAt(lines: Iterable<ChannelLine>, point: Point, credits: readonly Primitive[] = []): number {
  for (const mark of credits)
    if (mark.shape === "rect" && isIn(mark, point)) return Number(mark.of?.slice("credit:".length));
  let nearest = -1;
  let least = HIT_PX;
  for (const { ch, out, from, to, in: into } of lines) {
    const away = Math.min(distance(point, out, from), distance(point, from, to), distance(point, to, into));
    if (away > least || (away === least && nearest >= 0)) continue;
    nearest = ch;
    least = away;
  }
  return nearest;
}

/** Whether a square, with the room around it, is under a point. */
function isIn({ x, y, w, h }: Box, point: Point): boolean {
  return point.x >= x - 1 && point.x <= x + w + 1 && point.y >= y - 1 && point.y <= y + h + 1;
}

/** Px from a point to a stretch between two others. */
function distance(point: Point, a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / squared;
  const clamped = Math.min(1, Math.max(0, share));
  return Math.hypot(point.x - a.x - dx * clamped, point.y - a.y - dy * clamped);
}
