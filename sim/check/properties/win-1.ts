import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { KEYED_SHADOW_KINDS, KeyedShadow } from "../keyed-shadow.ts";
import { NumberedNames } from "../numbered-names.ts";
import { numberField } from "../values.ts";
import { windowText } from "../windows.ts";

const ON_TIME = 0;
const LATE = 2;

interface Window {
  readonly group: number;
  /** It fires when the watermark has passed its end, and for each late record. */
  readonly firesAtItsEnd: boolean;
  readonly onTimeRecords: number;
  readonly lateRecords: number;
  readonly lateFirings: number;
  /** `NO_EVENT`: it has not fired on time. */
  readonly fired: EventId;
}

/**
 * WIN-1: a window fires once when its time has come, and once more for each late record that it still takes. Counted along
 * the restored state; that what it emits is visible once, the lineage verdict says.
 */
export class WindowFiresOnce implements Checker {
  readonly id = "WIN-1";
  readonly kinds = [
    ...KEYED_SHADOW_KINDS,
    "wm.advance",
    "win.open",
    "win.add",
    "win.merge",
    "win.fire",
    "win.purge",
  ] as const;
  private readonly shadow = new KeyedShadow<Window>();
  private readonly names: NumberedNames;
  private readonly watermarks = new Map<number, number>();

  constructor(names: NumberedNames = new NumberedNames()) {
    this.names = names;
  }

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "wm.advance":
        this.watermarks.set(event.task, event.x);
        return;
      case "win.open":
        this.put(event, { ...this.windowOf(event), firesAtItsEnd: event.b === 1 });
        return;
      case "win.add": {
        const window = this.windowOf(event);
        const isLate = this.watermarkOf(event) >= numberField(event, "end", 0) - 1;
        this.put(
          event,
          isLate
            ? { ...window, lateRecords: window.lateRecords + 1 }
            : { ...window, onTimeRecords: window.onTimeRecords + 1 },
        );
        return;
      }
      case "win.merge":
        this.merge(event);
        return;
      case "win.fire":
        this.fire(event, report);
        return;
      case "win.purge":
        this.purge(event, report);
        return;
      default:
        this.shadow.follow(event);
    }
  }

  /**
   * The one window has still to fire for the records of all, unless its time has come already: then they have fired where
   * they were, and only records that still come count.
   */
  private merge(event: TraceEvent): void {
    const entries = this.shadow.mutable(event.task);
    let firesAtItsEnd = false;
    let onTimeRecords = 0;
    for (const name of this.names.mergedWindows(event)) {
      const part = entries.get(name);
      if (part === undefined) continue;
      firesAtItsEnd ||= part.firesAtItsEnd;
      onTimeRecords += part.onTimeRecords + part.lateRecords;
      entries.delete(name);
    }
    const isOver = this.watermarkOf(event) >= numberField(event, "end", 0) - 1;
    this.put(event, { ...fresh(event), firesAtItsEnd, onTimeRecords: isOver ? 0 : onTimeRecords });
  }

  private watermarkOf(event: TraceEvent): number {
    return this.watermarks.get(event.task) ?? Number.NEGATIVE_INFINITY;
  }

  private fire(event: TraceEvent, report: Report): void {
    const window = this.windowOf(event);
    const witnesses = window.fired === NO_EVENT ? [] : [window.fired];
    if (event.b === ON_TIME) {
      if (window.fired !== NO_EVENT) report(event.id, `${windowText(event)} fired on time twice.`, witnesses);
      this.put(event, { ...window, fired: event.id });
    } else if (event.b === LATE) {
      const lateFirings = window.lateFirings + 1;
      if (lateFirings > window.lateRecords)
        report(event.id, `${windowText(event)} fired late without a late record.`, witnesses);
      this.put(event, { ...window, lateFirings });
    } else if (window.firesAtItsEnd) report(event.id, `${windowText(event)} fired before its end.`);
  }

  private purge(event: TraceEvent, report: Report): void {
    const name = this.names.window(event);
    const window = this.shadow.entries(event.task).get(name);
    if (window === undefined) return;
    if (window.firesAtItsEnd) {
      if (window.fired === NO_EVENT && window.onTimeRecords > 0)
        report(
          event.id,
          `${windowText(event)} is gone and has never fired, with ${window.onTimeRecords} records in it.`,
        );
      else if (window.lateFirings < window.lateRecords)
        report(
          event.id,
          `${windowText(event)} is gone and has fired ${window.lateFirings} times for ${window.lateRecords} late records.`,
        );
    }
    this.shadow.mutable(event.task).delete(name);
  }

  private windowOf(event: TraceEvent): Window {
    return this.shadow.entries(event.task).get(this.names.window(event)) ?? fresh(event);
  }

  /** A new object each time: snapshots share what is there. */
  private put(event: TraceEvent, window: Window): void {
    this.shadow.mutable(event.task).set(this.names.window(event), window);
  }
}

/** A window of which nothing is known yet. */
function fresh(event: TraceEvent): Window {
  return {
    group: numberField(event, "kg", -1),
    firesAtItsEnd: false,
    onTimeRecords: 0,
    lateRecords: 0,
    lateFirings: 0,
    fired: NO_EVENT,
  };
}
