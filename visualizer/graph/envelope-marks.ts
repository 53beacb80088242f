/** A transaction as a letter: its flap is up while it is open; sealed, it waits for the checkpoint; then it is posted, or torn. */
import type { Primitive } from "../draw/primitives.ts";
import type { TransactionState, TransactionView } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import type { Envelopes } from "./envelopes.ts";
import { type Box, CAPTION_HEIGHT } from "./layout.ts";
import { widthOf } from "./words.ts";

/** Px. */
const WIDTH = 16;
const STEP = WIDTH + 3;

/** Px from the top of an envelope's line to its middle. */
const HALF = 7;
/** Px that the usual text takes: the name of a transaction leaves it room, so that neither comes and goes with the other. */
const USUAL_WIDTH = 100;

/** Where the envelopes of a card stand: at the right end of the line below it. */
export interface EnvelopePlaces {
  /** Px where the first of them, or the count before it, begins. */
  readonly left: number;
  /** "+2": so many are not shown; may be empty. */
  readonly count: string;
  /** Of each that is shown, the oldest first. */
  readonly boxes: readonly Box[];
  /** What the newest is called; empty where there is no room. */
  readonly label: string;
}

export function placeEnvelopes(card: Box, { shown, more }: Envelopes, language: Language): EnvelopePlaces {
  const count = more === 0 ? "" : `+${more}`;
  const before = more === 0 ? 0 : widthOf(count) + 3;
  const width = before + shown.length * STEP;
  const full = envelopeLabel(shown[shown.length - 1], language);
  const label = shown.length === 1 && card.w - width - widthOf(full) >= USUAL_WIDTH ? full : "";
  const left = card.x + card.w - width - widthOf(label);
  const y = card.y + card.h + CAPTION_HEIGHT / 2 + 1 - HALF;
  const boxes = shown.map((_, i) => ({ x: left + before + i * STEP, y, w: WIDTH, h: 2 * HALF }));
  return { left, count, boxes, label };
}

/** Its checkpoint as soon as it has one, before its records. */
function envelopeLabel({ checkpoint, records }: TransactionView, language: Language): string {
  return checkpoint < 0
    ? textOf(graph, language, "transaction", records)
    : textOf(graph, language, "transactionOf", checkpoint);
}

/** From left to right, oldest first; each with `of: "transaction:<name>"`. */
export function envelopesMarks(
  { shown }: Envelopes,
  { left, count, boxes, label }: EnvelopePlaces,
  selected: string | null,
): Primitive[] {
  const marks: Primitive[] = [];
  const y = boxes[0].y + HALF;
  if (count !== "") marks.push({ shape: "text", text: count, x: left, y, ink: "text", of: "transactions" });
  for (const [i, { txn, state }] of shown.entries()) {
    if (txn === selected) marks.push(halo(boxes[i].x, y));
    marks.push(...envelopeGlyph(state, boxes[i].x, y, `transaction:${txn}`));
  }
  const x = boxes[boxes.length - 1].x + STEP;
  if (label !== "") marks.push({ shape: "text", text: label, x, y, ink: "muted", of: "transactions" });
  return marks;
}

/** 16 × 12 px, its left edge at x, its middle at y. */
export function envelopeGlyph(state: TransactionState, x: number, y: number, of: string): Primitive[] {
  const line = (points: readonly number[]): Primitive => ({ shape: "line", points, stroke: "snap", width: 1.5, of });
  if (state === "open")
    return [
      { shape: "polygon", points: [x, y - 1, x + 8, y - 7, x + 16, y - 1], fill: "surface", of },
      { shape: "rect", x, y: y - 1, w: WIDTH, h: 7, fill: "surface", stroke: "snap", width: 1.5, of },
      line([x, y - 1, x + 8, y - 7, x + 16, y - 1]),
    ];
  if (state === "aborted")
    return [
      line([x + 6, y - 6, x, y - 6, x, y + 6, x + 5, y + 6, x + 7, y + 2, x + 4, y - 1, x + 6, y - 6]),
      line([x + 10, y - 6, x + 16, y - 6, x + 16, y + 6, x + 9, y + 6, x + 11, y + 2, x + 8, y - 1, x + 10, y - 6]),
      { shape: "line", points: [x + 3, y - 5, x + 13, y + 5], stroke: "fail", width: 2, of },
      { shape: "line", points: [x + 3, y + 5, x + 13, y - 5], stroke: "fail", width: 2, of },
    ];
  return [
    { shape: "rect", x, y: y - 6, w: WIDTH, h: 12, fill: "surface", stroke: "snap", width: 1.5, of },
    line([x, y - 6, x + 8, y, x + 16, y - 6]),
    {
      shape: "circle",
      x: x + 8,
      y: y + 1,
      r: 3,
      fill: state === "committed" ? "snap" : "surface",
      stroke: "snap",
      width: 1.5,
      of,
    },
  ];
}

function halo(x: number, y: number): Primitive {
  return {
    shape: "rect",
    x: x - 3,
    y: y - 9,
    w: WIDTH + 6,
    h: 18,
    radius: 4,
    stroke: "text",
    width: 3,
    alpha: 0.5,
    of: "selection",
  };
}

/** "transaction pre-committed with records: 3, of checkpoint 2". @param more so many older ones are not shown */
export function describeTransaction(
  { state, checkpoint, records }: TransactionView,
  more: number,
  language: Language,
): string {
  const told = textOf(graph, language, `transaction.${state}`, records);
  const whole = checkpoint < 0 ? told : told + textOf(graph, language, "transactionFor", checkpoint);
  return more === 0 ? whole : whole + textOf(graph, language, "transactionsMore", more);
}
