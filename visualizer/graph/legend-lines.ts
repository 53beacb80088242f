/** In which lines the legend stands: it takes as much height as it needs, whatever the width. */
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import { widthOf } from "./words.ts";

/** What it explains, in this order. */
export const LEGEND_NAMES = [
  "legendRecord",
  "legendWatermark",
  "legendBarrier",
  "legendBusy",
  "legendBackPressured",
  "legendLate",
  "legendCredit",
  "legendOpen",
  "legendPreCommitted",
  "legendCommitted",
  "legendAborted",
] as const satisfies readonly (keyof typeof graph.en)[];

export type LegendName = (typeof LEGEND_NAMES)[number];

/** Px from the left edge of a sign to its text, and from that to the next sign. */
const SIGN_WIDTH = 22;
const BETWEEN = 10;

/** One sign with its text. */
export interface LegendPlace {
  readonly name: LegendName;
  readonly text: string;
  /** Px of the sign's left edge, and of the text's, from that of the legend. */
  readonly x: number;
  readonly textX: number;
  /** Counted from 0. */
  readonly line: number;
}

/** Where everything stands in a width, px. */
export function legendPlaces(width: number, language: Language): LegendPlace[] {
  let x = 0;
  let line = 0;
  return LEGEND_NAMES.map((name) => {
    const text = textOf(graph, language, name);
    const w = SIGN_WIDTH + widthOf(text);
    if (x > 0 && x + w > width) {
      x = 0;
      line++;
    }
    const place = { name, text, x, textX: x + SIGN_WIDTH, line };
    x += w + BETWEEN;
    return place;
  });
}

/** Lines that it takes in a width, px. */
export function legendLines(width: number, language: Language): number {
  return (legendPlaces(width, language).at(-1)?.line ?? 0) + 1;
}
