/** What stands beside a watermark, a status or a barrier. */

import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import type { Element } from "../trace/element-index.ts";
import { eventTime } from "./words.ts";

/** Empty for a record. */
export function elementLabel({ type, x }: Pick<Element, "type" | "x">, language: Language): string {
  switch (type) {
    case "record":
      return "";
    case "watermark":
      return textOf(graph, language, "watermark", eventTime(x, language));
    case "status":
      return textOf(graph, language, x === 1 ? "idle" : "active");
    case "barrier":
      return textOf(graph, language, "checkpoint", x);
    case "cancel":
      return textOf(graph, language, "cancelled", x);
    case "end-of-data":
      return textOf(graph, language, "endOfData");
    case "end-of-partition":
      return textOf(graph, language, "endOfPartition");
  }
}
