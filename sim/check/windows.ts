/** Windows as `win.*` events name them. */
import type { TraceEvent } from "../../src/trace/trace.ts";
import { oncePerEvent } from "./once-per-event.ts";
import { keyText, listField, numberField, textField } from "./values.ts";

/** The state in which a window gathers its records. */
export const WINDOW_CONTENTS = "window-contents";

/** Tells the windows of a task apart. */
export const windowName = oncePerEvent(
  (event) =>
    `${textField(event, "op")} ${numberField(event, "start", 0)} ${numberField(event, "end", 0)} ${keyText(event)}`,
);

/** As `windowName`, of the windows that a `win.merge` event says have become one. */
export function mergedWindowNames(event: TraceEvent): string[] {
  return listField(event, "from").flatMap((bounds) =>
    Array.isArray(bounds) ? [`${textField(event, "op")} ${bounds[0]} ${bounds[1]} ${keyText(event)}`] : [],
  );
}

/** The beginning of a sentence. */
export function windowText(event: TraceEvent): string {
  return `Window [${numberField(event, "start", 0)}, ${numberField(event, "end", 0)}) of key ${keyText(event)} at task ${event.task}`;
}
