/** What a channel says to those who do not see the picture. */
import type { ChannelView, ViewState } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import type { ElementIndex } from "../trace/element-index.ts";
import { openElements } from "./travel.ts";
import { eventTime, subtaskNumber, vertexName } from "./words.ts";

/** "sum 2" of a task. */
export function taskName(state: ViewState, task: number): string {
  const own = state.tasks.get(task);
  if (own === undefined) return "n/a";
  const vertex = state.vertices.get(own.vertex);
  return vertexName(vertex?.name ?? own.vertex) + subtaskNumber(own.subtask, vertex?.parallelism ?? 0);
}

/** "channel from gate 1 to sum 2": all that does not change with time. */
export function channelName(state: ViewState, { fromTask, toTask }: ChannelView, language: Language): string {
  return textOf(graph, language, "say.channel", taskName(state, fromTask), taskName(state, toTask));
}

/** What is in a channel, its credits, its watermark and what ails it. @param micros virtual time */
export function channelFacts(
  channel: ChannelView,
  elements: ElementIndex,
  micros: number,
  language: Language,
): string[] {
  const say = (name: keyof typeof graph.en, ...values: readonly (string | number)[]) =>
    textOf(graph, language, name, ...values);
  const own = elements.channels.get(channel.ch);
  const open = own === undefined ? null : openElements(own, micros);
  const facts = [
    say("say.queues", open?.waitingToBeSent.length ?? 0, open?.flying.length ?? 0, open?.waitingToBeTaken.length ?? 0),
  ];
  if (channel.credits !== null)
    facts.push(say("say.credits", channel.credits.free, channel.credits.free + channel.credits.spent));
  if (channel.noCreditSince !== null) facts.push(say("noCredit"));
  facts.push(say("say.watermark", eventTime(channel.watermarkMs, language)));
  if (channel.idle) facts.push(say("idle"));
  if (channel.blockedBy !== 0) facts.push(say("blocked", channel.blockedBy));
  return facts;
}
