/** What stands beside a watermark, a status or a barrier. */

import type { Primitive } from "../draw/primitives.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import type { Element } from "../trace/element-index.ts";
import type { Point } from "./channel-lines.ts";
import { eventTime, widthOf } from "./words.ts";

/** Empty for a record. */
export function elementLabel(
  { type, x }: Pick<Element, "type" | "x">,
  savepoints: ReadonlySet<number>,
  language: Language,
): string {
  switch (type) {
    case "record":
      return "";
    case "watermark":
      return textOf(graph, language, "watermark", eventTime(x, language));
    case "status":
      return textOf(graph, language, x === 1 ? "idle" : "active");
    case "barrier":
      return textOf(graph, language, savepoints.has(x) ? "savepoint" : "checkpoint", x);
    case "cancel":
      return textOf(graph, language, "cancelled", x);
    case "end-of-data":
      return textOf(graph, language, "endOfData");
    case "end-of-partition":
      return textOf(graph, language, "endOfPartition");
  }
}

/** What decides how texts look. */
export interface LabelView {
  readonly flow: "across" | "down";
  /** Checkpoints that are savepoints. */
  readonly savepoints: ReadonlySet<number>;
  readonly language: Language;
}

/** The text of an element at a point, above it or to its right; nothing for a record. @param least, most px to stay between */
export function labelAt(
  element: Element,
  { x, y }: Point,
  alpha: number,
  { flow, savepoints, language }: LabelView,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
): Primitive[] {
  const text = elementLabel(element, savepoints, language);
  if (text === "") return [];
  const of = `label:${element.seq}`;
  if (flow === "down") return [{ shape: "text", text, x: x + 14, y, ink: "text", of, alpha }];
  const half = widthOf(text) / 2;
  const middle = Math.max(least + half, Math.min(most - half, x));
  return [{ shape: "text", text, x: middle, y: y - 16, ink: "text", align: "center", of, alpha }];
}
