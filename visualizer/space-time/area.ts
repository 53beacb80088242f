/** An area of the diagram: lanes beside each other, and a stretch along the axis. */
import type { Lane, Lanes } from "./lanes.ts";

/** What the viewer selected. Places are those of the axis that it was selected on. */
export interface Area {
  /** Keys of the first and the last lane, in no order. */
  readonly lanes: readonly [string, string];
  readonly from: number;
  readonly to: number;
}

/** The lanes of an area, top to bottom; none if they are not shown any more. */
export function lanesIn({ all }: Lanes, area: Area): readonly Lane[] {
  const [one, other] = area.lanes.map((key) => all.findIndex((lane) => lane.key === key));
  return one < 0 || other < 0 ? [] : all.slice(Math.min(one, other), Math.max(one, other) + 1);
}

/** An area between two corners. */
export function areaBetween(
  from: { readonly lane: Lane; readonly place: number },
  to: { readonly lane: Lane; readonly place: number },
): Area {
  return {
    lanes: [from.lane.key, to.lane.key],
    from: Math.min(from.place, to.place),
    to: Math.max(from.place, to.place),
  };
}
