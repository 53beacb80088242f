/** The graph as a draw list: a pure function of the trace, a moment, and how the viewer looks at it. */
import type { DrawList, Primitive } from "../draw/primitives.ts";
import { letterOf } from "../fold/fold-cluster.ts";
import type { ViewState } from "../fold/view-state.ts";
import type { Selection } from "../page/selection.ts";
import type { RunModel } from "../run-model.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import { type CardView, cardMarks } from "./card-marks.ts";
import { type ChannelLine, channelLines } from "./channel-lines.ts";
import { channelsMarks, creditsMarks, trafficsMarks } from "./channels-scene.ts";
import { declutter } from "./declutter.ts";
import { edgeBadges } from "./edge-badges.ts";
import { envelopesOf } from "./envelopes.ts";
import { jobMarks } from "./job-marks.ts";
import { type Area, type GraphLayout, layoutGraph } from "./layout.ts";
import { legendMarks } from "./legend-marks.ts";
import { type Mode, modesOf, type Traffic, trafficOf } from "./level-of-detail.ts";
import { machineMarks } from "./machine-marks.ts";
import { outputLines, outputMarks } from "./output-marks.ts";
import { fitted, vertexName } from "./words.ts";

/** Everything that the picture depends on. */
export interface GraphScene {
  readonly model: Pick<RunModel, "elements" | "activities">;
  readonly state: ViewState;
  /** Virtual time of the cursor. */
  readonly micros: number;
  /** Virtual µs per second of the viewer's time. */
  readonly rate: number;
  readonly size: Area;
  readonly selection: Selection | null;
  /** Channel that a pointer or the focus is on. */
  readonly pointed?: number;
  /** Nothing moves between two events. */
  readonly reducedMotion: boolean;
  readonly language: Language;
  /** How each channel is drawn; without it, decided by this moment alone. */
  readonly modes?: ReadonlyMap<number, Mode>;
}

/** How each channel that is shown would be drawn by itself. @param present modes of the picture before, kept in doubt */
export function wantedModes(
  scene: GraphScene,
  lines: ReadonlyMap<number, ChannelLine>,
  present?: ReadonlyMap<number, Mode>,
): Map<number, Mode> {
  const traffic = new Map<number, Traffic>();
  for (const ch of lines.keys())
    traffic.set(ch, trafficOf(scene.model.elements.channels.get(ch), momentOf(scene), scene.rate));
  return modesOf(traffic, present);
}

/** Between two events only tokens move; without motion the moment is that of the last event. */
function momentOf({ reducedMotion, state, micros }: GraphScene): number {
  return reducedMotion ? state.micros : micros;
}

/** Channels below, then what travels, then cards. */
export function graphScene(scene: GraphScene): DrawList {
  const { state, size, language } = scene;
  if (state.vertices.size === 0) return emptyScene(size, language);
  const layout = layoutGraph(state, size, language);
  const lines = channelLines(state, layout);
  const modes = scene.modes ?? wantedModes(scene, lines);
  const ownCredits = creditsMarks(scene, layout, lines);
  const [below, credits, above] = declutter(
    [channelsMarks(scene, layout, lines), ownCredits, trafficsMarks(scene, layout, lines, modes, momentOf(scene))],
    [...layout.cards, ...layout.headers, ...ownCredits.filter((mark) => mark.shape === "rect")],
  );
  return [
    ...jobMarks(state, layout, language),
    ...outputLines(state, layout),
    ...below,
    ...credits,
    ...headers(state, layout, language),
    ...cards(scene, layout),
    ...above,
    ...(layout.output === null ? [] : outputMarks(state, layout.output, language)),
    ...edgeBadges(state, layout, lines, modes, language),
    ...layout.machines.flatMap((box) =>
      machineMarks(state, box, isMachine(scene.selection, box.letter), language, momentOf(scene), scene.rate),
    ),
    ...legendMarks(layout.legend, language),
  ];
}

function emptyScene({ width, height }: Area, language: Language): DrawList {
  const sentences = textOf(graph, language, "empty").split(/(?<=[.。])\s*/);
  return sentences
    .filter((sentence) => sentence !== "")
    .map((sentence, i) => ({
      shape: "text",
      text: fitted(sentence, width - 24),
      x: width / 2,
      y: height / 2 + 20 * i,
      ink: "muted",
      align: "center",
      of: "empty",
    }));
}

function headers(state: ViewState, layout: GraphLayout, language: Language): Primitive[] {
  return layout.headers.flatMap(({ vertex, x, y, w, h }): Primitive[] => {
    const view = state.vertices.get(vertex);
    const of = `vertex:${vertex}`;
    const times = ` ×${view?.parallelism ?? textOf(graph, language, "unknown")}`;
    const name = fitted(vertexName(view?.name ?? vertex), w - 16 - 24, 12, true);
    return [
      { shape: "rect", x, y, w, h, radius: 12, fill: "panel", stroke: "line", of },
      { shape: "text", text: name + times, x: x + w / 2, y: y + h / 2, ink: "text", align: "center", bold: true, of },
    ];
  });
}

function cards(scene: GraphScene, layout: GraphLayout): Primitive[] {
  const { state, model, selection, rate } = scene;
  const micros = momentOf(scene);
  const view: CardView = {
    ...scene,
    activities: model.activities,
    micros,
    envelopes: envelopesOf(state, micros, rate),
    selectedTransaction: selection?.kind === "transaction" ? selection.txn : null,
  };
  return layout.cards.flatMap((card) => {
    const task = state.tasks.get(card.task);
    if (task === undefined) return [];
    const isSelected =
      isMachine(selection, letterOf(task.tm)) ||
      (selection?.kind === "subtask" && selection.vertex === task.vertex && selection.subtask === task.subtask);
    return cardMarks(card, task, view, isSelected);
  });
}

function isMachine(selection: Selection | null, letter: string): boolean {
  return selection?.kind === "machine" && selection.letter === letter;
}
