import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { KEYED_SHADOW_KINDS, KeyedShadow } from "../keyed-shadow.ts";
import { NumberedNames } from "../numbered-names.ts";
import { numberField, textField } from "../values.ts";
import { WINDOW_CONTENTS, windowText } from "../windows.ts";

interface Window {
  readonly group: number;
  /** Digest of the contents after the last record. */
  readonly contents: number;
  readonly records: number;
  readonly event: EventId;
}

/** What a task wrote into the contents of a window; the next `win.add` says which window that is. */
interface Written {
  /** Writes since the last `win.add`. */
  writes: number;
  readonly key: number;
  readonly before: number;
  readonly after: number;
}

/** What a task read from the contents of a window before it fired. */
interface Read {
  readonly key: number;
  readonly contents: number;
}

/**
 * WIN-2: what a window fires was made by its records: one write for each that was added, the next beginning where the last one
 * ended, also over a restore. Which records are added and which are late, EVT-4 says.
 */
export class WindowHoldsItsRecords implements Checker {
  readonly id = "WIN-2";
  readonly kinds = [
    ...KEYED_SHADOW_KINDS,
    "st.write",
    "st.read",
    "win.add",
    "win.merge",
    "win.fire",
    "win.purge",
  ] as const;
  private readonly shadow = new KeyedShadow<Window>();
  private readonly names: NumberedNames;
  private readonly written = new Map<number, Written>();
  private readonly read = new Map<number, Read>();
  /** By task: the last firing, and the name of its window. What an evictor takes away, it takes away then. */
  private readonly fired = new Map<number, { readonly event: EventId; readonly name: number }>();

  constructor(names: NumberedNames = new NumberedNames()) {
    this.names = names;
  }

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "st.write":
      case "st.read":
        if (textField(event, "state") === WINDOW_CONTENTS) this.access(event);
        return;
      case "win.add":
        this.add(event, report);
        return;
      case "win.merge":
        this.merge(event);
        return;
      case "win.fire":
        this.fire(event, report);
        return;
      case "win.purge":
        this.shadow.mutable(event.task).delete(this.names.window(event));
        return;
      default:
        this.shadow.follow(event);
    }
  }

  private access(event: TraceEvent): void {
    const { task } = event;
    const key = this.names.key(event);
    if (event.kind === "st.read") {
      this.read.set(task, { key, contents: numberField(event, "after", 0) });
      return;
    }
    if (this.evict(event)) return;
    const writes = (this.written.get(task)?.writes ?? 0) + 1;
    this.written.set(task, {
      writes,
      key,
      before: numberField(event, "before", 0),
      after: numberField(event, "after", 0),
    });
  }

  /** True if the write is what an evictor has left of the window that fires. */
  private evict(event: TraceEvent): boolean {
    const fired = this.fired.get(event.task);
    if (fired === undefined || event.cause !== fired.event) return false;
    const entries = this.shadow.mutable(event.task);
    const window = entries.get(fired.name);
    if (window !== undefined) entries.set(fired.name, { ...window, contents: numberField(event, "after", 0) });
    return true;
  }

  private add(event: TraceEvent, report: Report): void {
    const name = this.names.window(event);
    const window = this.shadow.entries(event.task).get(name);
    const write = this.written.get(event.task);
    const witnesses = window === undefined ? [] : [window.event];
    if (write === undefined || write.writes !== 1 || write.key !== this.names.key(event)) {
      report(
        event.id,
        `${windowText(event)} took a record, and its contents were written ${write?.writes ?? 0} times.`,
        witnesses,
      );
    } else if (write.before !== (window?.contents ?? 0))
      report(
        event.id,
        `${windowText(event)} took record ${(window?.records ?? 0) + 1}, but not into what the records before it had left.`,
        witnesses,
      );
    if (write !== undefined) write.writes = 0;
    this.shadow.mutable(event.task).set(name, {
      group: numberField(event, "kg", -1),
      contents: write?.after ?? 0,
      records: (window?.records ?? 0) + 1,
      event: event.id,
    });
  }

  /** Contents that were joined were written; those of a window that only grew stay as they are. */
  private merge(event: TraceEvent): void {
    const entries = this.shadow.mutable(event.task);
    const parts = this.names.mergedWindows(event).flatMap((name) => {
      const part = entries.get(name);
      entries.delete(name);
      return part === undefined ? [] : [part];
    });
    const write = this.written.get(event.task);
    const wasWritten = write !== undefined && write.writes > 0;
    entries.set(this.names.window(event), {
      group: numberField(event, "kg", -1),
      contents: wasWritten ? write.after : (parts[0]?.contents ?? 0),
      records: parts.reduce((sum, { records }) => sum + records, 0),
      event: event.id,
    });
    if (wasWritten) write.writes = 0;
  }

  private fire(event: TraceEvent, report: Report): void {
    this.fired.set(event.task, { event: event.id, name: this.names.window(event) });
    const window = this.shadow.entries(event.task).get(this.names.window(event));
    const read = this.read.get(event.task);
    if (window === undefined) report(event.id, `${windowText(event)} fired, but no record is in it.`);
    else if (read !== undefined && (read.key !== this.names.key(event) || read.contents !== window.contents))
      report(event.id, `${windowText(event)} fired something else than what its ${window.records} records have made.`, [
        window.event,
      ]);
  }
}
