/** What a subtask does, in short phrases with their numbers: shown when its card has the focus, and part of its name. */
import type { TaskView, ViewState } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import type { Load } from "../trace/activity-index.ts";
import { alignmentOf, waitText } from "./caption-marks.ts";
import { taskName } from "./describe-channel.ts";
import { isProcessGone } from "./machine-condition.ts";
import { inputWatermarks } from "./watermark-ruler.ts";
import { duration, eventTime } from "./words.ts";

/** "busy 63 %", "min 12.400 from gate 2", "waits for credit 240 ms". @param micros virtual time */
export function taskFacts(state: ViewState, task: TaskView, load: Load, micros: number, language: Language): string[] {
  const say = (name: keyof typeof graph.en, ...values: readonly (string | number)[]) =>
    textOf(graph, language, name, ...values);
  const facts = [say("fact.busy", percent(load.busy))];
  if (load.backPressured >= 0.005) facts.push(say("fact.backPressured", percent(load.backPressured)));
  const least = leastInput(state, task, language);
  if (least !== "") facts.push(least);
  const waits = waitFact(state, task, micros, language);
  if (waits !== "") facts.push(waits);
  return facts;
}

/** "min 12.400 from gate 2"; empty where no input holds the others back. */
export function leastInput(state: ViewState, task: TaskView, language: Language): string {
  const { leastMs, holder } = inputWatermarks(state, task);
  const channel = state.channels.get(holder);
  if (channel === undefined) return "";
  return textOf(graph, language, "fact.least", eventTime(leastMs, language), taskName(state, channel.fromTask));
}

/** "waits for credit 240 ms", of an alignment "waits for cp 2: 1 of 2 · 38 ms"; empty if it does not wait. */
export function waitFact(state: ViewState, task: TaskView, micros: number, language: Language): string {
  const text = waitText(state, task, language);
  if (text === "" || isProcessGone(state, task)) return text;
  if (task.aligning !== null) {
    const { arrived, inputs } = alignmentOf(state, task);
    const lasted = duration(micros - task.aligning.sinceMicros);
    return textOf(graph, language, "fact.aligning", task.aligning.checkpoint, arrived, inputs, lasted);
  }
  return task.wait === null ? text : `${text} ${duration(micros - task.wait.sinceMicros)}`;
}

export function percent(share: number): string {
  return Number.isFinite(share) ? String(Math.round(100 * share)) : "n/a";
}
