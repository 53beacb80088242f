import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { KEYED_SHADOW_KINDS, KeyedShadow } from "../keyed-shadow.ts";
import { NumberedNames } from "../numbered-names.ts";
import { cellText, field, textOf } from "../values.ts";

interface Cell {
  readonly group: number;
  /** Null when it was not told. */
  readonly value: number | string | null;
  readonly event: EventId;
}

/**
 * STA-2: what a state holds is what was written last, across restores too. Checked where events tell `before`; keys whose
 * windows merged are left out (their namespaces move without a write), and so is what was never written.
 */
export class StateIsWhatWasWritten implements Checker {
  readonly id = "STA-2";
  readonly kinds = [...KEYED_SHADOW_KINDS, "st.read", "st.write", "st.del", "win.merge"] as const;
  private readonly shadow = new KeyedShadow<Cell>();
  private readonly names: NumberedNames;
  /** By vertex: keys whose windows have merged. */
  private readonly merged = new Map<string, Set<number>>();

  constructor(names: NumberedNames = new NumberedNames()) {
    this.names = names;
  }

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "st.read":
      case "st.write":
      case "st.del":
        this.access(event, report);
        return;
      case "win.merge":
        this.merge(event);
        return;
      default:
        this.shadow.follow(event);
    }
  }

  private merge(event: TraceEvent): void {
    const vertex = this.shadow.vertexOf(event.task);
    const keys = this.merged.get(vertex);
    if (keys === undefined) this.merged.set(vertex, new Set([this.names.key(event)]));
    else keys.add(this.names.key(event));
  }

  private access(event: TraceEvent, report: Report): void {
    const cell = this.names.cell(event);
    const known = this.shadow.entries(event.task).get(cell);
    const before = field(event, "before");
    if (known !== undefined && known.value !== null && before !== undefined) {
      const found = comparable(before);
      if (found !== known.value && !this.hasMerged(event))
        report(event.id, `State ${cellText(event)} holds ${found}, but ${known.value} was written.`, [known.event]);
    }
    if (event.kind === "st.write") {
      const after = field(event, "after");
      this.shadow
        .mutable(event.task)
        .set(cell, { group: event.b, value: after === undefined ? null : comparable(after), event: event.id });
    } else if (event.kind === "st.del" && known !== undefined) this.shadow.mutable(event.task).delete(cell);
  }

  private hasMerged(event: TraceEvent): boolean {
    return this.merged.get(this.shadow.vertexOf(event.task))?.has(this.names.key(event)) === true;
  }
}

/** Equal for equal values. Digests, which events hold as a rule, are numbers. */
function comparable(value: unknown): number | string {
  return typeof value === "number" ? value : textOf(value);
}
