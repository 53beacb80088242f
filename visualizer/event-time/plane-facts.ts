/** What the event-time plane shows at a moment: numbers and words, no pixels. */
import { countUpTo } from "./count-up-to.ts";
import type { LateRecord, TaskTimes, WatermarkLine, WindowSpan } from "./task-times.ts";
import { AFTER_ALL_TIME, BEFORE_ALL_TIME } from "./window-index.ts";

export type WindowStatus = "open" | "fired" | "purged";

/** A window at a moment. */
export interface WindowFacts {
  readonly span: WindowSpan;
  readonly status: WindowStatus;
  /** Elements that it has taken so far. */
  readonly elements: number;
  /** How often it has fired. */
  readonly fires: number;
}

/** A line at a moment: its first points. */
export interface LineFacts {
  readonly line: WatermarkLine;
  /** So many points have happened. */
  readonly count: number;
  readonly watermarkMs: number | null;
  readonly idle: boolean;
  /** So many changes between idle and active have happened. */
  readonly idleChanges: number;
  /** It holds the combined watermark back. */
  readonly holds: boolean;
}

/** The plane of one attempt at a moment. */
export interface PlaneFacts {
  readonly times: TaskTimes;
  /** So many records have been taken. */
  readonly records: number;
  readonly untimed: number;
  readonly combined: LineFacts;
  /** By number of the channel. */
  readonly channels: readonly LineFacts[];
  /** In order of opening. */
  readonly windows: readonly WindowFacts[];
  readonly late: readonly LateRecord[];
}

/** The least and the greatest of what a plane has to show. */
export interface PlaneExtent {
  /** ms of event time. */
  readonly eventFrom: number;
  readonly eventTo: number;
  /** µs of virtual time. */
  readonly from: number;
  readonly to: number;
}

/** What happened at an attempt up to event `seq`. */
export function planeFacts(times: TaskTimes, seq: number): PlaneFacts {
  const lines = [...times.channels.values()].sort((one, other) => one.ch - other.ch);
  const holder = holderOf(lines, seq);
  return {
    times,
    records: times.records.countAt(seq),
    untimed: countUpTo(times.untimedSeqs, seq),
    combined: lineFacts(times.combined, seq, false),
    channels: lines.map((line) => lineFacts(line, seq, line === holder)),
    windows: times.windows.slice(0, countUpTo(times.windowSeqs, seq)).map((span) => windowFacts(span, seq)),
    late: times.late.slice(0, countUpTo(times.lateSeqs, seq)),
  };
}

function lineFacts(line: WatermarkLine, seq: number, holds: boolean): LineFacts {
  const count = line.countAt(seq);
  const idleChanges = countUpTo(line.idleSeqs, seq);
  const watermarkMs = count === 0 ? null : line.values[count - 1];
  return { line, count, watermarkMs, idle: idleChanges % 2 === 1, idleChanges, holds };
}

/** The one with the least watermark among those that are not idle; none if there is only one line, or all are done. */
function holderOf(lines: readonly WatermarkLine[], seq: number): WatermarkLine | null {
  const active = lines.filter((line) => !line.idleAt(seq));
  if (lines.length < 2 || active.length === 0) return null;
  // Before the first watermark nobody waits for one input more than for the others.
  if (active.every((line) => line.valueAt(seq) === null)) return null;
  const watermarkOf = (line: WatermarkLine) => line.valueAt(seq) ?? BEFORE_ALL_TIME;
  const least = active.reduce((one, other) => (watermarkOf(other) < watermarkOf(one) ? other : one));
  return watermarkOf(least) >= AFTER_ALL_TIME ? null : least;
}

/** A window after event `seq`, which is not before its opening. */
export function windowFacts(span: WindowSpan, seq: number): WindowFacts {
  const fires = span.carriedFires + span.fires.filter((fire) => fire.seq <= seq).length;
  return {
    span,
    status: span.purgeSeq <= seq ? "purged" : fires > 0 ? "fired" : "open",
    elements: span.carried + countUpTo(span.addSeqs, seq),
    fires,
  };
}

/** The watermark that makes a window fire: the one of its last millisecond. */
export function neededWatermark(span: { readonly end: number }): number {
  return span.end - 1;
}

const extents = new WeakMap<TaskTimes, { readonly version: number; readonly extent: PlaneExtent | null }>();

/** Room for all that an attempt does, whether it has happened yet or not, so that nothing moves while time goes on. */
export function planeExtent(times: TaskTimes): PlaneExtent | null {
  const known = extents.get(times);
  if (known?.version === times.version) return known.extent;
  const extent = measure(times);
  extents.set(times, { version: times.version, extent });
  return extent;
}

function measure(times: TaskTimes): PlaneExtent | null {
  const { records, windows, late } = times;
  const lines = [times.combined, ...times.channels.values()];
  let eventFrom = Number.POSITIVE_INFINITY;
  let eventTo = Number.NEGATIVE_INFINITY;
  const include = (ms: number) => {
    if (ms <= BEFORE_ALL_TIME || ms >= AFTER_ALL_TIME) return;
    eventFrom = Math.min(eventFrom, ms);
    eventTo = Math.max(eventTo, ms);
  };
  for (const value of records.values) include(value);
  for (const { values } of lines) for (const value of values) include(value);
  for (const { start, end } of windows) {
    include(start);
    include(end);
  }
  for (const { timestampMs } of late) include(timestampMs);
  const micros = [records, ...lines].flatMap((series) => [series.micros.at(0), series.micros.at(-1)]);
  for (const span of windows) {
    micros.push(span.openedAt, span.fires.at(-1)?.micros);
    if (span.purgedAt < Number.POSITIVE_INFINITY) micros.push(span.purgedAt);
  }
  const known = micros.filter((one) => one !== undefined);
  if (known.length === 0 || eventFrom > eventTo) return null;
  const from = known.reduce((one, other) => Math.min(one, other));
  const to = known.reduce((one, other) => Math.max(one, other));
  return { eventFrom, eventTo, from, to };
}
