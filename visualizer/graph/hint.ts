/** What is told of a target while a pointer or the focus is on it. */
import type { ViewState } from "../fold/view-state.ts";
import type { RunModel } from "../run-model.ts";
import type { Language } from "../text/catalogue.ts";
import { describeMachine } from "./describe.ts";
import { channelFacts, channelName, taskName } from "./describe-channel.ts";
import { taskFacts } from "./facts.ts";
import { loadAt } from "./load-bar.ts";
import { machineOf } from "./machine-condition.ts";
import type { GraphTarget } from "./targets.ts";

/** What decides what is told; `micros` is virtual time. */
export interface HintView {
  readonly model: Pick<RunModel, "activities" | "elements">;
  readonly state: ViewState;
  readonly micros: number;
  readonly language: Language;
}

/** Numbers that a picture has no room for; empty if there is nothing of the kind any more. */
export function hintOf({ selection, label }: GraphTarget, { model, state, micros, language }: HintView): string {
  switch (selection.kind) {
    case "subtask": {
      const task = state.tasks.get(state.newest.get(`${selection.vertex}/${selection.subtask}`) ?? -1);
      if (task === undefined) return "";
      const facts = taskFacts(state, task, loadAt(model.activities, task.task, micros), micros, language);
      return [taskName(state, task.task), ...facts].join(" · ");
    }
    case "channel": {
      const channel = state.channels.get(selection.ch);
      if (channel === undefined) return "";
      const facts = channelFacts(channel, model.elements, micros, language);
      const [colon, comma, stop] = language === "zh" ? ["：", "，", "。"] : [": ", ", ", "."];
      return capital(channelName(state, channel, language) + colon + facts.join(comma) + stop);
    }
    case "machine": {
      const machine = machineOf(state, selection.letter);
      return machine === undefined ? "" : describeMachine(state, machine, micros, language);
    }
    default:
      return capital(label);
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
