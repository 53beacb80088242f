/** What lanes and events are called. */
import { sentence } from "../explain/sentence.ts";
import { vertexName } from "../graph/words.ts";
import type { RunModel } from "../run-model.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { spaceTime } from "../text/space-time.ts";
import type { Lane } from "./lanes.ts";
import { momentText } from "./time-scale.ts";

/** A lane in words; a subtask as "sum → paid 2", counted from 1. */
export function laneTitle(lane: Lane, language: Language): string {
  if (lane.kind === "group") return textOf(spaceTime, language, "group", groupName(lane));
  if (lane.kind !== "subtask") return textOf(spaceTime, language, lane.kind);
  const name = `${vertexName(lane.name)} ${lane.subtask + 1}`;
  return lane.machine === "" ? name : `${lane.machine} · ${name}`;
}

/** What the lanes of a group have in common: their vertex or their TaskManager. */
export function groupName({ machine, name }: Lane): string {
  return machine === "" ? vertexName(name) : `TaskManager ${machine}`;
}

/** An event in words: its moment and its sentence. */
export function eventTitle(model: RunModel, seq: number, language: Language): string {
  const { store } = model;
  return textOf(spaceTime, language, "event", momentText(store.t(seq)), sentence(store, seq, language));
}
