import type { DrawList, Primitive } from "../../../visualizer/draw/primitives.ts";
import type { Selection } from "../../../visualizer/page/selection.ts";
import type { RunModel } from "../../../visualizer/run-model.ts";
import { type Lanes, lanesOf } from "../../../visualizer/space-time/lanes.ts";
import { runIndexOf } from "../../../visualizer/space-time/run-index.ts";
import { spaceTimeScene } from "../../../visualizer/space-time/scene.ts";
import type { TimeRange } from "../../../visualizer/space-time/time-scale.ts";

export const WIDTH = 1264;

/** A diagram of 1264 px with lanes of 22 px. */
export function draw(
  model: RunModel,
  range: TimeRange,
  selection: Selection | null = null,
  turned = false,
): { readonly lanes: Lanes; readonly list: DrawList; readonly shaded: number; readonly left: number } {
  const lanes = lanesOf(runIndexOf(model), 0);
  const roomy = lanesOf(runIndexOf(model), lanes.all.length * 22);
  return { lanes: roomy, ...spaceTimeScene({ model, lanes: roomy, range, selection, width: WIDTH }, turned) };
}

/** The whole run. */
export function whole({ store }: RunModel): TimeRange {
  return { from: 0, to: store.endMicros };
}

/** Line primitives whose name begins with `prefix`, with the number after it. */
export function linesOf(
  list: DrawList,
  prefix: string,
): { readonly seq: number; readonly points: readonly number[] }[] {
  return list.flatMap((one) =>
    one.shape === "line" && one.of?.startsWith(prefix) === true
      ? [{ seq: Number(one.of.slice(prefix.length)), points: one.points }]
      : [],
  );
}

/** All x of a primitive. */
export function xsOf(one: Primitive): number[] {
  switch (one.shape) {
    case "rect":
      return [one.x, one.x + one.w];
    case "line":
    case "polygon":
      return one.points.filter((_, i) => i % 2 === 0);
    default:
      return [one.x];
  }
}
