/** What is under the pointer, in words: who, when, and what it is doing or waiting for. */
import { sentence } from "../explain/sentence.ts";
import type { RunModel } from "../run-model.ts";
import { textOf } from "../text/catalogue.ts";
import { spaceTime } from "../text/space-time.ts";
import type { Activity } from "../trace/activity-index.ts";
import type { Diagram } from "./diagram.ts";
import { eventTitle, laneTitle } from "./lane-title.ts";
import type { Lane } from "./lanes.ts";
import { momentText } from "./time-scale.ts";

/** A pointer that is so near to what a task did means it, px. */
const NEAR_PX = 3;

/** Null: no pointer is over the lanes. */
export function hoverText(diagram: Diagram): string | null {
  const { page, view } = diagram;
  const place = diagram.hover.value;
  if (place === null) return null;
  const model = page.model.value;
  const language = page.language.value;
  const lane = diagram.laneAt(place.across);
  const at = diagram.placeAt(place.along);
  if (view.axis.value === "causes") {
    const seq = diagram.along.nearest(lane, at, 1);
    return seq < 0 || Math.abs(diagram.along.placeOf(seq) - at) > 1
      ? laneTitle(lane, language)
      : eventTitle(model, seq, language);
  }
  const moment = momentText(Math.max(0, at));
  const { from, to } = diagram.along.visible.value;
  const stretch = stretchAt(model, lane, at, ((to - from) / diagram.length.value) * NEAR_PX);
  if (stretch === null) return textOf(spaceTime, language, "event", moment, laneTitle(lane, language));
  const until = Number.isFinite(stretch.to) ? momentText(stretch.to) : "…";
  const span = textOf(spaceTime, language, "span", momentText(stretch.from), until);
  return textOf(spaceTime, language, "event", span, sentence(model.store, stretch.seq, language));
}

/** What an attempt of the lane was doing at a moment, or did within `reach` µs of it. */
export function stretchAt(model: RunModel, lane: Lane, micros: number, reach: number): Activity | null {
  for (const { task, from, to } of lane.attempts) {
    if (micros < from || micros > to) continue;
    const activities = model.activities.tasks.get(task);
    if (activities === undefined) continue;
    const { stretches } = activities;
    const first = activities.firstAfter(micros - reach);
    let found: Activity | null = null;
    for (let i = first; i < stretches.length && stretches[i].from <= micros + reach; i++) {
      // Work is short: it is meant before a wait that it lies in.
      if (stretches[i].what === "processing") return stretches[i];
      if (stretches[i].from <= micros && micros < stretches[i].to) found = stretches[i];
    }
    if (found !== null) return found;
  }
  return null;
}
