/** Records that are too many to be drawn one by one: how many of them their receivers take, as shading. */
import type { DrawnChannel } from "./draw-messages.ts";
import { firstWhere } from "./search.ts";
import type { Sketch } from "./sketch.ts";

const BIN_PX = 6;

/** Elements of a channel before one that are records, without visiting them: all but the signals among them. */
function recordsBefore({ index }: Sketch, ch: number, at: number): number {
  const positions = index.signals.get(ch)?.positions ?? [];
  return at - firstWhere(positions.length, (i) => positions[i] >= at);
}

/** Records of a channel that were taken from one moment to before another. */
export function recordsTaken(sketch: Sketch, ch: number, from: number, to: number): number {
  const elements = sketch.model.elements.channels.get(ch)?.elements ?? [];
  const before = (micros: number): number =>
    recordsBefore(
      sketch,
      ch,
      firstWhere(elements.length, (i) => elements[i].takenAt >= micros),
    );
  return before(to) - before(from);
}

/** Records of a channel that are under way at some moment of a stretch, by default the visible one. */
export function recordsVisible(sketch: Sketch, ch: number, { from, to } = sketch.range): number {
  const elements = sketch.model.elements.channels.get(ch)?.elements ?? [];
  const first = firstWhere(elements.length, (i) => elements[i].takenAt >= from);
  const end = firstWhere(elements.length, (i) => elements[i].emittedAt > to);
  return Math.max(0, recordsBefore(sketch, ch, end) - recordsBefore(sketch, ch, first));
}

/** Shades the lanes of the receivers; the darkest is where most records were taken in the stretch. */
export function drawDensity(sketch: Sketch, channels: readonly DrawnChannel[]): void {
  const { range, width, list } = sketch;
  const bins = Math.max(1, Math.ceil(width / BIN_PX));
  const binMicros = (range.to - range.from) / bins;
  const counts = new Map<string, { readonly top: number; readonly height: number; readonly bins: Float64Array }>();
  let most = 1;
  for (const { ch, to } of channels) {
    const lane = counts.get(to.key) ?? { top: to.top, height: to.height, bins: new Float64Array(bins) };
    counts.set(to.key, lane);
    for (let bin = 0; bin < bins; bin++) {
      const from = range.from + bin * binMicros;
      lane.bins[bin] += recordsTaken(sketch, ch, from, from + binMicros);
      most = Math.max(most, lane.bins[bin]);
    }
  }
  for (const [key, lane] of counts)
    for (let bin = 0; bin < bins; bin++)
      if (lane.bins[bin] > 0)
        list.push({
          shape: "rect",
          x: bin * BIN_PX,
          y: lane.top + 2,
          w: Math.min(BIN_PX, width - bin * BIN_PX),
          h: lane.height - 4,
          fill: "data",
          alpha: 0.1 + 0.4 * (lane.bins[bin] / most),
          of: `density:${key}`,
        });
}
