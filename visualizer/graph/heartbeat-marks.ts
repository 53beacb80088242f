/** What is known of a machine's life by heartbeats: a tick when one has come through, and since when none has. */
import type { Primitive } from "../draw/primitives.ts";
import type { MachineView } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import { duration } from "./words.ts";

/** Px of the sign. */
export const HEARTBEAT_WIDTH = 14;
/** Seconds of the viewer's time for which a heartbeat is fresh. */
const FRESH_SECONDS = 0.4;

/** A line with a beat, strong just after a heartbeat. @param rate virtual µs per second of the viewer's time */
export function heartbeatMark(
  { letter, heardAt }: MachineView,
  x: number,
  y: number,
  now: number,
  rate: number,
): Primitive {
  const isFresh = now - heardAt < FRESH_SECONDS * rate;
  return {
    shape: "line",
    points: [x, y, x + 3, y, x + 5, y - 5, x + 8, y + 5, x + 10, y, x + HEARTBEAT_WIDTH, y],
    stroke: isFresh ? "muted" : "line",
    width: isFresh ? 2 : 1,
    of: `heartbeat:${letter}`,
  };
}

/** "last seen 3.1 s ago" */
export function lastSeen({ heardAt }: MachineView, now: number, language: Language): string {
  return textOf(graph, language, "lastSeen", duration(Math.max(0, now - heardAt)));
}
