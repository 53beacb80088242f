import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { KEYED_SHADOW_KINDS, KeyedShadow } from "../keyed-shadow.ts";
import { cellName, field, keyText, textOf } from "../values.ts";

interface Cell {
  readonly group: number;
  /** The value as text; null when it was not told. */
  readonly value: string | null;
  readonly event: EventId;
}

/**
 * STA-2: what a state holds is what was written last, across restores too. Checked where events tell `before`; keys whose
 * windows merged are left out (their namespaces move without a write), and so is what was never written.
 */
export class StateIsWhatWasWritten implements Checker {
  readonly id = "STA-2";
  readonly statement =
    "A state holds what was written to it last under its key; after a restore, what it held at the cut.";
  readonly kinds = [...KEYED_SHADOW_KINDS, "st.read", "st.write", "st.del", "win.merge"] as const;
  private readonly shadow = new KeyedShadow<Cell>();
  private readonly merged = new Set<string>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "st.read":
      case "st.write":
      case "st.del":
        this.access(event, report);
        return;
      case "win.merge":
        this.merged.add(`${this.shadow.vertexOf(event.task)} ${keyText(event)}`);
        return;
      default:
        this.shadow.follow(event);
    }
  }

  private access(event: TraceEvent, report: Report): void {
    const key = keyText(event);
    const cell = cellName(event);
    const known = this.shadow.entries(event.task).get(cell);
    const before = field(event, "before");
    if (known !== undefined && known.value !== null && before !== undefined) {
      const found = textOf(before);
      const skip = this.merged.size > 0 && this.merged.has(`${this.shadow.vertexOf(event.task)} ${key}`);
      if (found !== known.value && !skip)
        report(event.id, `State ${cell} holds ${found}, but ${known.value} was written.`, [known.event]);
    }
    if (event.kind === "st.write") {
      const after = field(event, "after");
      this.shadow
        .mutable(event.task)
        .set(cell, { group: event.b, value: after === undefined ? null : textOf(after), event: event.id });
    } else if (event.kind === "st.del" && known !== undefined) this.shadow.mutable(event.task).delete(cell);
  }
}
