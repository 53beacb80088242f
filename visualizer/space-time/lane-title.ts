/** What lanes and events are called. */
import type { RunModel } from "../run-model.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { spaceTime } from "../text/space-time.ts";
import type { Lane, Lanes } from "./lanes.ts";
import { runIndexOf } from "./run-index.ts";
import { momentText } from "./time-scale.ts";

/** A lane in words. */
export function laneTitle(lane: Lane, language: Language): string {
  if (lane.kind === "subtask") return textOf(spaceTime, language, "subtask", lane.name, lane.subtask);
  return textOf(spaceTime, language, lane.kind);
}

/** An event in words: its kind, its lane and its moment. */
export function eventTitle(model: RunModel, lanes: Lanes, seq: number, language: Language): string {
  const lane = lanes.byKey.get(runIndexOf(model).laneOf(seq));
  const where = lane === undefined ? "" : laneTitle(lane, language);
  return textOf(spaceTime, language, "event", model.store.kind(seq), where, momentText(model.store.t(seq)));
}
