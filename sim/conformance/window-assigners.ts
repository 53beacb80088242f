/** Cases of `window-assigners`: tumbling windows and the arithmetic of windows. */
import { EventTimeTrigger } from "../../src/windowing/event-time-trigger.ts";
import { getWindowStartWithOffset, TimeWindow } from "../../src/windowing/time-window.ts";
import type { WindowAssigner } from "../../src/windowing/window-assigner.ts";
import { type ConformanceCase, type Json, parseTime, play, type Verdict } from "./case.ts";
import { createAssigner } from "./window-specs.ts";

function arithmetic(step: Json): Json {
  if (step.op === "windowStart")
    return { start: getWindowStartWithOffset(step.ts as number, step.offset as number, step.size as number) };
  const [a, b] = [step.a, step.b].map((bounds) => new TimeWindow(...(bounds as [number, number])));
  const cover = a.cover(b);
  return {
    intersects: a.intersects(b),
    cover: [cover.start, cover.end],
    maxTimestamp: [a.maxTimestamp(), b.maxTimestamp()],
    text: a.toString(),
    hash: a.hashCode(),
  };
}

/** Runs one case of `window-assigners`. */
export function runWindowAssigners(one: ConformanceCase): Verdict {
  const spec = one.spec.assigner as Json;
  if (spec.type === "none") return play(one, arithmetic);
  if (spec.type !== "tumbling") return { outcome: "leftOut", feature: `${String(spec.type)} windows` };
  let assigner: WindowAssigner<TimeWindow> | null = null;
  return play(one, (step) => {
    if (step.op === "create") {
      assigner = createAssigner(spec);
      const trigger = assigner?.defaultTrigger() instanceof EventTimeTrigger ? "event-time" : "processing-time";
      return { defaultTrigger: trigger, eventTime: assigner?.isEventTime, merging: false };
    }
    const context = { currentProcessingTime: () => step.now as number };
    const windows = assigner?.assignWindows(step.value, parseTime(step.ts), context) ?? [];
    return { windows: windows.map((window) => [window.start, window.end]) };
  });
}
