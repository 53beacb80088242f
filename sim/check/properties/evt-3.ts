import { WAIT_REASONS } from "../../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, numberField, textField } from "../values.ts";

const WATERMARK = 1;
const STATUS = 2;
const SPLIT_OPENED = 0;
const SPLIT_IDLE = 2;
const OUTPUT_WAIT = WAIT_REASONS.indexOf("output");

/** How long a task could work so far. */
interface Activity {
  blockedMicros: number;
  blockedSince: number;
}

interface Split {
  readonly idleMs: number | null;
  /** Active time of its task when it gave its last record, µs. */
  lastMicros: number;
  event: EventId;
}

/**
 * EVT-3: an output that is idle emits no watermarks, and only what was silent becomes idle. Records may pass an idle output: it
 * becomes active with its next watermark (`WatermarksWithIdleness`). Time in which the output had no room does not count as
 * silence (`PausableRelativeClock`).
 */
export class IdleMeansSilent implements Checker {
  readonly id = "EVT-3";
  readonly kinds = ["el.emit", "src.split", "src.emit", "proc.end", "wait.begin", "wait.end"] as const;
  /** By channel: since when it is idle. */
  private readonly idle = new Map<number, EventId>();
  private readonly activities = new Map<number, Activity>();
  private readonly splits = new Map<string, Split>();
  /** By task: splits that have given records in the slice that is going on. */
  private readonly touched = new Map<number, Split[]>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "el.emit":
        if (event.b === STATUS) this.status(event, report);
        else if (event.b === WATERMARK && this.idle.has(event.ch))
          report(event.id, `Channel ${event.ch} was sent watermark ${event.x} while it was idle.`, this.sinceOf(event));
        return;
      case "wait.begin":
        if (event.a === OUTPUT_WAIT) this.activity(event.task).blockedSince = event.t;
        return;
      case "wait.end": {
        if (event.a !== OUTPUT_WAIT) return;
        const activity = this.activity(event.task);
        if (activity.blockedSince >= 0) activity.blockedMicros += event.t - activity.blockedSince;
        activity.blockedSince = -1;
        return;
      }
      case "src.emit": {
        const split = this.splits.get(nameOf(event));
        if (split === undefined) return;
        split.lastMicros = this.activeMicros(event);
        split.event = event.id;
        const touched = this.touched.get(event.task);
        if (touched === undefined) this.touched.set(event.task, [split]);
        else if (!touched.includes(split)) touched.push(split);
        return;
      }
      case "proc.end":
        // The work on its records is what the slice took its time for.
        for (const split of this.touched.get(event.task) ?? []) split.lastMicros += event.x;
        this.touched.delete(event.task);
        return;
      default:
        this.split(event, report);
    }
  }

  private status(event: TraceEvent, report: Report): void {
    const isIdle = event.x === 1;
    if (isIdle === this.idle.has(event.ch))
      report(
        event.id,
        `Channel ${event.ch} was told that it is ${isIdle ? "idle" : "active"}, which it was already.`,
        this.sinceOf(event),
      );
    if (isIdle) this.idle.set(event.ch, event.id);
    else this.idle.delete(event.ch);
  }

  private split(event: TraceEvent, report: Report): void {
    if (event.a === SPLIT_OPENED) {
      const idleMs = field(event, "idleMs") === undefined ? null : numberField(event, "idleMs", 0);
      this.splits.set(nameOf(event), { idleMs, lastMicros: this.activeMicros(event), event: event.id });
      return;
    }
    const split = this.splits.get(nameOf(event));
    if (event.a !== SPLIT_IDLE || split === undefined) return;
    const silentMicros = this.activeMicros(event) - split.lastMicros;
    const name = textField(event, "split");
    if (split.idleMs === null) report(event.id, `The split ${name} is idle, though it has no timeout.`, [split.event]);
    else if (silentMicros <= split.idleMs * 1000)
      report(
        event.id,
        `The split ${name} is idle after ${silentMicros / 1000} ms in which task ${event.task} could emit, and its timeout is ${split.idleMs} ms.`,
        [split.event],
      );
  }

  private activity(task: number): Activity {
    let activity = this.activities.get(task);
    if (activity === undefined) {
      activity = { blockedMicros: 0, blockedSince: -1 };
      this.activities.set(task, activity);
    }
    return activity;
  }

  private activeMicros({ task, t }: TraceEvent): number {
    const { blockedMicros, blockedSince } = this.activity(task);
    return t - blockedMicros - (blockedSince < 0 ? 0 : t - blockedSince);
  }

  private sinceOf({ ch }: TraceEvent): EventId[] {
    const since = this.idle.get(ch) ?? NO_EVENT;
    return since === NO_EVENT ? [] : [since];
  }
}

function nameOf(event: TraceEvent): string {
  return `${event.task} ${textField(event, "split")}`;
}
