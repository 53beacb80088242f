/** Which channel lies under a pointer. */
import type { ChannelLine, Point } from "./channel-lines.ts";

/** Px around a line that still hit it. */
export const HIT_PX = 8;

/** The nearest channel within reach; -1 if there is none. */
export function channelAt(lines: Iterable<ChannelLine>, point: Point): number {
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

/** Px from a point to a stretch between two others. */
function distance(point: Point, a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / squared;
  const clamped = Math.min(1, Math.max(0, share));
  return Math.hypot(point.x - a.x - dx * clamped, point.y - a.y - dy * clamped);
}
