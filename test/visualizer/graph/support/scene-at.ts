/** Pictures of a run at a moment, for tests that look for single marks. */
import type { Primitive } from "../../../../visualizer/draw/primitives.ts";
import { graphScene } from "../../../../visualizer/graph/scene.ts";
import { modelOf } from "../../support/model.ts";

/** At 1440 × 900, with one second of the viewer's time for one of virtual time. */
export function sceneAt(name: string, micros: number, faults?: readonly string[]): readonly Primitive[] {
  const model = faults === undefined ? modelOf(name) : modelOf(name, { faults: [...faults] });
  const state = model.folder.seek(model.store.seqAt(micros));
  const size = { width: 818, height: 507 };
  return graphScene({
    model,
    state,
    micros,
    rate: 1e6,
    size,
    selection: null,
    reducedMotion: false,
    language: "en",
  });
}

/** Texts that stand for something. */
export function textsOf(list: readonly Primitive[], of: string): string[] {
  return list.flatMap((mark) => (mark.shape === "text" && mark.of === of ? [mark.text] : []));
}
