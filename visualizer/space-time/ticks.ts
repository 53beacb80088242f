/** Round moments along an axis. Apart from the rest of the time scale: it brings a library of scales with it. */
import { scaleLinear } from "d3-scale";
import { type TimeRange, timeText } from "./time-scale.ts";

/** A mark of the axis. */
export interface Tick {
  readonly micros: number;
  readonly label: string;
}

/** At most about `most` round moments of a range, written in the unit that fits its length. */
export function ticksOf(range: TimeRange, most: number): Tick[] {
  const moments = scaleLinear()
    .domain([range.from, range.to])
    .ticks(Math.max(2, most))
    .filter((micros) => Number.isInteger(micros));
  const step = moments.length > 1 ? moments[1] - moments[0] : range.to - range.from;
  return moments.map((micros) => ({ micros, label: timeText(micros, step) }));
}
