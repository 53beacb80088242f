/** What lies under a pointer on the event-time plane. */
import type { PlaneAxes } from "./plane-axes.ts";
import type { PlaneFacts, WindowFacts } from "./plane-facts.ts";

const REACH = 9;

/** The event that stands for a window: its last firing, or its opening. */
export function windowSeq({ span, fires }: WindowFacts): number {
  return span.fires[fires - span.carriedFires - 1]?.seq ?? span.openSeq;
}

/** Does an event tell something of a window? */
export function isOfWindow({ span }: WindowFacts, seq: number): boolean {
  return span.openSeq === seq || span.purgeSeq === seq || span.fires.some((fire) => fire.seq === seq);
}

/**
 * The event of the nearest record or late record within reach, else of the window; -1: there is nothing.
 * @param x CSS px from the left edge of the plane's area
 * @param y CSS px from its top edge
 */
export function planeHit(facts: PlaneFacts, axes: PlaneAxes, x: number, y: number): number {
  let best = -1;
  let distance = REACH;
  const consider = (seq: number, micros: number, ms: number) => {
    const away = Math.hypot(axes.x(ms) - x, axes.y(micros) - y);
    if (away < distance) [best, distance] = [seq, away];
  };
  // A late record is told by an event of its own, which says more than that of its taking: it comes first.
  for (const { seq, micros, timestampMs } of facts.late) consider(seq, micros, timestampMs);
  const { seqs, micros, values } = facts.times.records;
  for (let i = 0; i < facts.records; i++) consider(seqs[i], micros[i], values[i]);
  if (best >= 0) return best;
  const under = facts.windows.findLast(
    ({ span }) =>
      axes.x(span.start) <= x && x < axes.x(span.end) && axes.y(span.openedAt) <= y && y <= axes.y(span.purgedAt),
  );
  return under === undefined ? -1 : windowSeq(under);
}
