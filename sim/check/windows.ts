/** Windows as `win.*` events name them. */
import type { TraceEvent } from "../../src/trace/trace.ts";
import { keyText, numberField } from "./values.ts";

/** The state in which a window gathers its records. */
export const WINDOW_CONTENTS = "window-contents";

/** The beginning of a sentence. */
export function windowText(event: TraceEvent): string {
  return `Window [${numberField(event, "start", 0)}, ${numberField(event, "end", 0)}) of key ${keyText(event)} at task ${event.task}`;
}
