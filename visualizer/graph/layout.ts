/** Where everything of the graph stands. Pure: the same topology and size give the same places. Lengths in CSS px. */
import type { ViewState } from "../fold/view-state.ts";
import type { Language } from "../text/catalogue.ts";
import { layersOf } from "./layers.ts";
import { legendLines } from "./legend-lines.ts";

export interface Area {
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Card extends Box {
  readonly task: number;
  readonly vertex: string;
  readonly subtask: number;
}

export interface Header extends Box {
  readonly vertex: string;
}

export interface MachineBox extends Box {
  readonly letter: string;
}

/** Where the headers, cards and the rest stand; `width` never exceeds that of the area, `height` may: then one scrolls. */
export interface GraphLayout {
  /** Data flows to the right, or downwards where there is no room for columns. */
  readonly flow: "across" | "down";
  readonly width: number;
  readonly height: number;
  /** Room between the cards of one layer and of the next, px. */
  readonly gap: number;
  readonly headers: readonly Header[];
  readonly cards: readonly Card[];
  /** The box of what readers of the logs see; null for a job without. */
  readonly output: Box | null;
  readonly machines: readonly MachineBox[];
  readonly legend: Box;
}

export const CARD_WIDTH = 112;
export const CARD_HEIGHT = 56;
export const HEADER_HEIGHT = 24;
/** Text under a card. */
export const CAPTION_HEIGHT = 18;
export const MARGIN = 12;
/** Below everything. */
const BOTTOM = 4;
const OUTPUT_HEIGHT = 92;
/** Of the visible output under the last column: there height is scarce. */
const LOW_OUTPUT_HEIGHT = 72;
const ROW = 24;
/** Px of a line of the legend. */
export const LEGEND_LINE = 18;
const ZOOMS = [1.6, 1.4, 1.25, 1.1, 1] as const;
/** Room between columns that tokens need to be seen travelling; less is taken only at zoom 1. */
const GOOD_GAP = 240;
const LEAST_GAP = 84;
/** Below this, the visible output stands under the last column instead of beside it. */
const TIGHT_GAP = 110;
const MOST_GAP = 300;
const BETWEEN_CARDS = CAPTION_HEIGHT + 10;
/** Where there is too little height, and where there is much. */
const LEAST_BETWEEN = CAPTION_HEIGHT + 2;
const MOST_BETWEEN = BETWEEN_CARDS + 40;
/** Where the job's own state is told. */
const TOP = 30;
const MACHINE_WIDTH = 216;
/** What a machine takes where there are few: since when nobody has heard of it stands beside its name. */
const MOST_MACHINE_WIDTH = 264;
/** Room between the last subtasks and the visible output: nothing travels there. */
const OUTPUT_GAP = 64;

/** Lays out the newest attempts of all subtasks, the visible output, the machines and the legend. */
export function layoutGraph(state: ViewState, area: Area, language: Language): GraphLayout {
  const layers = layersOf([...state.vertices.keys()], [...state.edges.values()]);
  const tasks = new Map<string, Card[]>();
  for (const { task, vertex, subtask } of state.currentTasks()) {
    const cards = tasks.get(vertex) ?? [];
    cards.push({ task, vertex, subtask, x: 0, y: 0, w: 0, h: 0 });
    tasks.set(vertex, cards);
  }
  for (const cards of tasks.values()) cards.sort((a, b) => a.subtask - b.subtask);
  const topology: Topology = {
    layers,
    cardsOf: (vertex) => tasks.get(vertex) ?? [],
    // A sink that commits will write to a log: its box is there from the start, so that nothing jumps later.
    hasOutput: state.logs.size > 0 || [...state.vertices.values()].some(({ name }) => name.endsWith(": Committer")),
    letters: [...new Set([...state.machines.values()].map(({ letter }) => letter))].sort(),
    legendHeight: legendLines(area.width - 2 * MARGIN, language) * LEGEND_LINE,
  };
  return across(topology, area) ?? down(topology, area);
}

interface Topology {
  readonly layers: readonly (readonly string[])[];
  readonly cardsOf: (vertex: string) => readonly Card[];
  readonly hasOutput: boolean;
  readonly letters: readonly string[];
  readonly legendHeight: number;
}

/** Columns from left to right at the greatest zoom that fits; null if not even zoom 1 is narrow enough. */
function across(topology: Topology, area: Area): GraphLayout | null {
  for (const zoom of ZOOMS) {
    const layout = columnsAt(zoom, true, topology, area);
    if (layout !== null) return layout;
  }
  return columnsAt(1, false, topology, area);
}

/** @param isBeside the visible output is a column of its own */
function columnsAt(zoom: number, isBeside: boolean, topology: Topology, area: Area): GraphLayout | null {
  const { layers, hasOutput } = topology;
  const extra = hasOutput && isBeside ? OUTPUT_GAP + CARD_WIDTH * zoom : 0;
  const under = hasOutput && !isBeside ? LOW_OUTPUT_HEIGHT + 8 : 0;
  const room = area.height - footHeight(topology, area.width) - TOP;
  const w = CARD_WIDTH * zoom;
  const h = CARD_HEIGHT * zoom;
  const gaps = Math.max(0, layers.length - 1);
  const rest = area.width - 2 * MARGIN - layers.length * w - extra;
  const free = rest < 0 ? -1 : gaps === 0 ? MOST_GAP : rest / gaps;
  const stackHeight = (layer: readonly string[], between: number) =>
    layer.reduce((sum, id) => sum + HEADER_HEIGHT + 8 + topology.cardsOf(id).length * (h + between), 0) +
    (layer === layers[layers.length - 1] ? under : 0);
  const tallestWith = (between: number) =>
    Math.max(isBeside ? OUTPUT_HEIGHT : 0, ...layers.map((layer) => stackHeight(layer, between)));
  const tallest = tallestWith(BETWEEN_CARDS);
  const least = zoom > 1 ? GOOD_GAP : isBeside && hasOutput ? TIGHT_GAP : LEAST_GAP;
  if (free < least || (zoom > 1 && tallest > room)) return null;
  const gap = Math.min(free, MOST_GAP);
  const mostCards = Math.max(1, ...layers.map((layer) => layer.reduce((n, id) => n + topology.cardsOf(id).length, 0)));
  const spare = (room - tallest) / mostCards;
  const between = Math.max(LEAST_BETWEEN, Math.min(MOST_BETWEEN, BETWEEN_CARDS + spare));
  const inner = Math.max(room, tallestWith(between));
  const headers: Header[] = [];
  const cards: Card[] = [];
  let x = (area.width - layers.length * w - gaps * gap - extra) / 2;
  let y = TOP;
  for (const layer of layers) {
    y = TOP + (inner - stackHeight(layer, between)) / 2;
    for (const vertex of layer) {
      headers.push({ vertex, x, y, w, h: HEADER_HEIGHT });
      y += HEADER_HEIGHT + 8;
      for (const card of topology.cardsOf(vertex)) {
        cards.push({ ...card, x, y, w, h });
        y += h + between;
      }
    }
    x += w + gap;
  }
  const last = x - gap;
  const output = !hasOutput
    ? null
    : isBeside
      ? { x: last + OUTPUT_GAP, y: TOP + (inner - OUTPUT_HEIGHT) / 2, w, h: OUTPUT_HEIGHT }
      : { x: last - w, y: y + 4, w, h: LOW_OUTPUT_HEIGHT };
  return { flow: "across", gap, headers, cards, output, ...footOf(topology, area.width, TOP + inner) };
}

const FLIGHT_DOWN = 56;
/** Px of a channel's rail where the data flows downwards. */
export const RAIL_DOWN = 34;

/** Layers from top to bottom, the cards of a vertex in rows. */
function down(topology: Topology, area: Area): GraphLayout {
  const inner = area.width - 2 * MARGIN;
  const perRow = Math.max(1, Math.floor((inner + 4) / (CARD_WIDTH + 4)));
  const headers: Header[] = [];
  const cards: Card[] = [];
  let y = TOP;
  for (const [i, layer] of topology.layers.entries())
    for (const vertex of layer) {
      const own = topology.cardsOf(vertex);
      headers.push({ vertex, x: MARGIN, y, w: Math.min(inner, 200), h: HEADER_HEIGHT });
      y += HEADER_HEIGHT + (i === 0 ? 8 : RAIL_DOWN);
      for (let first = 0; first < own.length; first += perRow) {
        const row = own.slice(first, first + perRow);
        const spacing = (inner - row.length * CARD_WIDTH) / row.length;
        row.forEach((card, n) => {
          const x = MARGIN + spacing / 2 + n * (CARD_WIDTH + spacing);
          cards.push({ ...card, x, y, w: CARD_WIDTH, h: CARD_HEIGHT });
        });
        y += CARD_HEIGHT + CAPTION_HEIGHT + RAIL_DOWN;
      }
      y += FLIGHT_DOWN;
    }
  let output: Box | null = null;
  if (topology.hasOutput) {
    output = { x: MARGIN + inner / 2 - 80, y: y - RAIL_DOWN, w: 160, h: OUTPUT_HEIGHT };
    y += OUTPUT_HEIGHT;
  }
  const gap = 2 * RAIL_DOWN + FLIGHT_DOWN;
  return { flow: "down", gap, headers, cards, output, ...footOf(topology, area.width, y) };
}

function machinesPerRow(width: number): number {
  return Math.max(width < 480 ? 2 : 1, Math.floor((width - 2 * MARGIN) / MACHINE_WIDTH));
}

function footHeight({ letters, legendHeight }: Topology, width: number): number {
  return Math.ceil(letters.length / machinesPerRow(width)) * ROW + legendHeight + BOTTOM;
}

/** The machines and the legend, below everything else. */
function footOf(
  topology: Topology,
  width: number,
  top: number,
): Pick<GraphLayout, "machines" | "legend" | "width" | "height"> {
  const perRow = machinesPerRow(width);
  const columns = Math.max(1, Math.min(perRow, topology.letters.length));
  const w = Math.min(MOST_MACHINE_WIDTH, (width - 2 * MARGIN) / columns);
  const machines = topology.letters.map((letter, i) => ({
    letter,
    x: MARGIN + (i % perRow) * w,
    y: top + Math.floor(i / perRow) * ROW,
    w: w - 8,
    h: ROW - 4,
  }));
  const y = top + Math.ceil(topology.letters.length / perRow) * ROW;
  const legend = { x: MARGIN, y, w: width - 2 * MARGIN, h: topology.legendHeight };
  return { machines, legend, width, height: y + legend.h + BOTTOM };
}
