import type { TraceEvent } from "../../../src/trace/trace.ts";
import type { TraceObserver } from "../../trace/recorder.ts";
import { field, renderValue, textField } from "../values.ts";

/** Collects the lines of one log in the order in which they became visible, which is not that of their offsets. */
export class VisibleLines implements TraceObserver {
  readonly lines: string[] = [];
  readonly #log: string | null;

  /** @param log null: nothing is wanted */
  constructor(log: string | null) {
    this.#log = log;
  }

  on(event: TraceEvent): void {
    if (event.kind === "out.visible" && textField(event, "log") === this.#log)
      this.lines.push(renderValue(field(event, "value")));
  }
}
