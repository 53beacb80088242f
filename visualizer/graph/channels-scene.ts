/** All channels of the graph, and everything in them: line by line, or as ribbons where there are many. */
import type { Primitive } from "../draw/primitives.ts";
import type { ViewState } from "../fold/view-state.ts";
import type { Selection } from "../page/selection.ts";
import { lookOf } from "./card-state.ts";
import { type ChannelLine, edgeSizes, MOST_LINES } from "./channel-lines.ts";
import { lineMarks, ribbonMarks, troubleMarks } from "./channel-marks.ts";
import { creditMarks, ROOMY_PX, TIGHT_PX } from "./credit-marks.ts";
import type { GraphLayout } from "./layout.ts";
import type { Mode } from "./level-of-detail.ts";
import { isCut, isProcessGone } from "./machine-condition.ts";
import { QueueSums } from "./queue-sums.ts";
import type { GraphScene } from "./scene.ts";
import { trafficMarks } from "./traffic-marks.ts";
import { openElements } from "./travel.ts";

/** Tells of a channel whether it is drawn as a line: in a ribbon only those of what is selected are. */
export function openLines(
  state: ViewState,
  selection: Selection | null,
  lines: ReadonlyMap<number, ChannelLine>,
): (line: ChannelLine) => boolean {
  const sizes = edgeSizes(lines.values());
  const chosen = selection?.kind === "subtask" ? state.newest.get(`${selection.vertex}/${selection.subtask}`) : -1;
  return ({ ch, edge, fromTask, toTask }) =>
    (sizes.get(edge) ?? 0) <= MOST_LINES ||
    fromTask === chosen ||
    toTask === chosen ||
    (selection?.kind === "channel" && selection.ch === ch);
}

/** Lines, ribbons, and what ails the channels. */
export function channelsMarks(
  scene: GraphScene,
  layout: GraphLayout,
  lines: ReadonlyMap<number, ChannelLine>,
): Primitive[] {
  const { state, selection, language } = scene;
  const isOpen = openLines(scene.state, scene.selection, lines);
  const marks: Primitive[] = [];
  for (const [edge, count] of edgeSizes(lines.values()))
    if (count > MOST_LINES) {
      const own = [...lines.values()].filter((line) => line.edge === edge);
      marks.push(...ribbonMarks(edge, own, layout.flow));
    }
  for (const line of lines.values()) {
    const isSelected = selection?.kind === "channel" && selection.ch === line.ch;
    const channel = state.channels.get(line.ch);
    if (!isOpen(line) || channel === undefined) continue;
    marks.push(...lineMarks(line, isSelected, scene.pointed === line.ch));
    const from = state.tasks.get(line.fromTask)?.tm ?? "";
    const to = state.tasks.get(line.toTask)?.tm ?? "";
    marks.push(...troubleMarks(line, channel, isCut(state, from, to), layout.flow, language));
  }
  return marks;
}

/**
 * Credits of the channel that is selected or pointed at and of the inputs of the subtask that is, and of all others where they cover
 * nothing: channels that enter a card close together are easier to read without.
 */
export function creditsMarks(
  scene: GraphScene,
  layout: GraphLayout,
  lines: ReadonlyMap<number, ChannelLine>,
): Primitive[] {
  const { state, selection, language } = scene;
  const { flow, cards } = layout;
  const chosen = selection?.kind === "subtask" ? state.newest.get(`${selection.vertex}/${selection.subtask}`) : -1;
  const extents = new Map(cards.map(({ task, w, h }) => [task, flow === "across" ? h : w]));
  const isOpen = openLines(scene.state, scene.selection, lines);
  const marks: Primitive[] = [];
  for (const line of lines.values()) {
    const credits = state.channels.get(line.ch)?.credits ?? null;
    if (credits === null || !isOpen(line) || !isAlive(state, line)) continue;
    const inputs = state.tasks.get(line.toTask)?.inputs.length ?? 0;
    const apart = inputs <= 1 ? ROOMY_PX : (extents.get(line.toTask) ?? 0) / (inputs + 1);
    const isSelected = scene.pointed === line.ch || (selection?.kind === "channel" && selection.ch === line.ch);
    if (!isSelected && apart < (line.toTask === chosen ? TIGHT_PX : ROOMY_PX)) continue;
    marks.push(...creditMarks(line, credits, flow, isSelected, language));
  }
  return marks;
}

/** Whether both ends of a channel still are there: credits end with them. */
function isAlive(state: ViewState, { fromTask, toTask }: ChannelLine): boolean {
  return [fromTask, toTask].every((task) => {
    const attempt = state.tasks.get(task);
    return attempt !== undefined && !lookOf(attempt).isOver && !isProcessGone(state, attempt);
  });
}

/** What waits and travels in the channels. @param micros virtual time */
export function trafficsMarks(
  scene: GraphScene,
  layout: GraphLayout,
  lines: ReadonlyMap<number, ChannelLine>,
  modes: ReadonlyMap<number, Mode>,
  micros: number,
): Primitive[] {
  const view = {
    micros,
    rate: scene.rate,
    flow: layout.flow,
    language: scene.language,
    reducedMotion: scene.reducedMotion,
    savepoints: new Set(
      [...scene.state.checkpoints.values()].flatMap(({ id, isSavepoint }) => (isSavepoint ? id : [])),
    ),
  };
  const isOpen = openLines(scene.state, scene.selection, lines);
  const sums = new QueueSums();
  const marks: Primitive[] = [];
  for (const line of lines.values()) {
    const elements = scene.model.elements.channels.get(line.ch);
    if (elements === undefined) continue;
    const hasQueues = isOpen(line);
    if (!hasQueues) sums.add(line, openElements(elements, view.micros));
    marks.push(...trafficMarks(elements, line, modes.get(line.ch) ?? "tokens", view, hasQueues));
  }
  return [...marks, ...sums.marks()];
}
