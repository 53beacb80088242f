/** What a card or a machine says to those who do not see the picture. */
import { letterOf } from "../fold/fold-cluster.ts";
import type { MachineView, TaskView, ViewState } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import type { Load } from "../trace/activity-index.ts";
import { alignmentOf, waitText } from "./caption-marks.ts";
import { taskName } from "./describe-channel.ts";
import { percent } from "./facts.ts";
import { conditionOf, isProcessGone, isSilent } from "./machine-condition.ts";
import { duration, eventTime } from "./words.ts";

/** "window 2, attempt 1, RUNNING on TaskManager B, busy 63 percent, watermark 12.400, waits for input" */
export function describeTask(state: ViewState, task: TaskView, load: Load, language: Language): string {
  const say = (name: keyof typeof graph.en, ...values: readonly (string | number)[]) =>
    textOf(graph, language, name, ...values);
  const parts = [say("say.subtask", taskName(state, task.task), task.attempt + 1, task.state, letterOf(task.tm))];
  parts.push(say("say.busy", percent(load.busy)));
  if (load.backPressured >= 0.005) parts.push(say("say.backPressured", percent(load.backPressured)));
  parts.push(say("say.watermark", eventTime(task.watermarkMs, language)));
  if (task.aligning !== null && !isProcessGone(state, task)) {
    const { arrived, inputs } = alignmentOf(state, task);
    parts.push(say("say.aligning", task.aligning.checkpoint, arrived, inputs));
  } else parts.push(waitText(state, task, language));
  if (task.late > 0) parts.push(say("say.late", task.late));
  if (task.failure !== null) parts.push(say("say.failure", task.failure));
  return parts.filter((part) => part !== "").join(language === "zh" ? "，" : ", ");
}

/** "TaskManager B, unreachable, last heard of 3.1 s ago". @param micros virtual time */
export function describeMachine(state: ViewState, machine: MachineView, micros: number, language: Language): string {
  const condition = conditionOf(state, machine, micros);
  const told = textOf(
    graph,
    language,
    "say.machine",
    machine.letter,
    textOf(graph, language, `machine.${condition}`, machine.slots),
  );
  if (condition === "lost" || !isSilent(machine, micros)) return told;
  const silence = textOf(graph, language, "say.unheard", duration(Math.max(0, micros - machine.heardAt)));
  return told + (language === "zh" ? "，" : ", ") + silence;
}
