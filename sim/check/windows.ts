/** Windows as `win.*` events name them. */
import type { TraceEvent } from "../../src/trace/trace.ts";
import { field, numberField, textField, textOf } from "./values.ts";

/** The state in which a window gathers its records. */
export const WINDOW_CONTENTS = "window-contents";

/** Tells the windows of a task apart. */
export function windowName(event: TraceEvent): string {
  return `${textField(event, "op")} ${numberField(event, "start", 0)} ${numberField(event, "end", 0)} ${textOf(field(event, "key"))}`;
}

/** The beginning of a sentence. */
export function windowText(event: TraceEvent): string {
  return `Window [${numberField(event, "start", 0)}, ${numberField(event, "end", 0)}) of key ${textOf(field(event, "key"))} at task ${event.task}`;
}
