/** Cases of `window-assigners`, and of the arithmetic of windows. */
import type { Window } from "../../src/api/functions.ts";
import { EndOfStreamTrigger } from "../../src/windowing/end-of-stream-trigger.ts";
import { EventTimeTrigger, ProcessingTimeTrigger } from "../../src/windowing/event-time-trigger.ts";
import { GlobalWindow } from "../../src/windowing/global-windows.ts";
import { NeverTrigger } from "../../src/windowing/never-trigger.ts";
import { getWindowStartWithOffset, TimeWindow } from "../../src/windowing/time-window.ts";
import { isMergingAssigner, type WindowAssigner } from "../../src/windowing/window-assigner.ts";
import { type ConformanceCase, type Json, parseTime, play, sorted, type Verdict } from "./case.ts";
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

const TRIGGERS = [
  ["event-time", EventTimeTrigger],
  ["processing-time", ProcessingTimeTrigger],
  ["never", NeverTrigger],
  ["end-of-stream", EndOfStreamTrigger],
] as const;

function description(assigner: WindowAssigner): Json {
  const trigger = assigner.defaultTrigger();
  const defaultTrigger = TRIGGERS.find(([, type]) => trigger instanceof type)?.[0];
  return { defaultTrigger, eventTime: assigner.isEventTime, merging: isMergingAssigner(assigner) };
}

function windowJson(window: Window): unknown {
  return window instanceof GlobalWindow ? "global" : [window.start, window.end];
}

/** The calls of the merge callback; their order is left open, and that within `from`, too. */
function merge(assigner: WindowAssigner, step: Json): Json {
  if (!isMergingAssigner(assigner)) throw new Error("The windows of this assigner do not merge.");
  const merges: Json[] = [];
  const windows = (step.windows as [number, number][]).map(([start, end]) => new TimeWindow(start, end));
  assigner.mergeWindows(windows, (from, into) => {
    merges.push({ from: sorted(from.map(windowJson)), into: windowJson(into) });
  });
  return { merges: sorted(merges) };
}

/** Runs one case of `window-assigners`. */
export function runWindowAssigners(one: ConformanceCase): Verdict {
  const spec = one.spec.assigner as Json;
  if (spec.type === "none") return play(one, arithmetic);
  let assigner: WindowAssigner | null = null;
  return play(one, (step) => {
    if (step.op === "create") {
      assigner = createAssigner(spec);
      return description(assigner);
    }
    if (assigner === null) throw new Error("The first step of a case creates the assigner.");
    if (step.op === "merge") return merge(assigner, step);
    const context = { currentProcessingTime: () => step.now as number, keepsOnlyBounds: false };
    return { windows: assigner.assignWindows(step.value, parseTime(step.ts), context).map(windowJson) };
  });
}
