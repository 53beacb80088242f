/**
 * The story of a small run in sentences, told from nothing but its trace (record level).
 *
 * What the run is mainly about (a failure, an expired checkpoint, windows, alignment, transactions) is told step by step;
 * the rest in short. Moments that are alike and follow each other are folded.
 */
import type { TraceEvent } from "../../src/trace/trace.ts";
import { CheckpointChapter } from "./checkpoints.ts";
import { fitted } from "./layout.ts";
import type { Moment } from "./moment.ts";
import { countOf, eventTime, listOf } from "./quantities.ts";
import { RecoveryChapter } from "./recovery.ts";
import { RunIndex } from "./run-index.ts";
import { TransactionChapter } from "./transactions.ts";
import { WindowChapter } from "./windows.ts";

/** Records up to which a run is small enough to be told. */
export const MAX_NARRATED_RECORDS = 40;

/** A line of the story; `strong` lines are turning points. */
export interface StoryLine {
  readonly text: string;
  readonly strong: boolean;
}

/** How much room the story has. */
export interface StoryRoom {
  /** Default 80. */
  readonly columns?: number;
  /** Default 40. */
  readonly lines?: number;
}

/** Tells a run. `events` in order and of all levels. */
export function narrate(events: readonly TraceEvent[], room: StoryRoom = {}): StoryLine[] {
  const run = new RunIndex(events);
  const chapters = [
    new RecoveryChapter(run),
    new CheckpointChapter(run),
    new TransactionChapter(run),
    ...(run.subject === "windows" ? [new WindowChapter(run)] : []),
  ];
  const moments: Moment[] = [cast(run)];
  for (const event of events) {
    if (event.kind === "src.emit" && run.subject !== "windows") moments.push(sending(run, event));
    for (const chapter of chapters) {
      const moment = chapter.tell(event);
      if (moment !== null) moments.push(moment);
    }
  }
  return fitted(moments, room.columns ?? 80, room.lines ?? 40);
}

/** Is the run small enough to be told? */
export function isNarratable(events: readonly TraceEvent[]): boolean {
  let records = 0;
  for (const { kind } of events) if (kind === "src.emit") records++;
  return records > 0 && records <= 2 * MAX_NARRATED_RECORDS;
}

/** Who plays. */
function cast(run: RunIndex): Moment {
  const { names } = run;
  const running = run.events.find(({ kind }) => kind === "exec.def");
  const epoch = run.events.filter(({ kind }) => kind === "exec.def");
  const first = epoch.filter(({ task }) => names.attempt(task) === 0).map(({ task }) => task);
  const places = new Map<string, string[]>();
  for (const task of first) {
    const place = names.machineOf(task);
    places.set(place, [...(places.get(place) ?? []), names.task(task)]);
  }
  const rows = [...places]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, tasks]) => `${place} runs ${listOf(tasks, 6)}`);
  const text = rows.length === 0 ? "Nothing was started." : `${rows.join("; ")}.`;
  return { t: running?.t ?? 0, order: -1, text };
}

function sending(run: RunIndex, event: TraceEvent): Moment {
  const source = run.names.task(event.task);
  const again = run.events.some(
    (other) =>
      other.kind === "src.emit" &&
      other.b === event.b &&
      other.ext?.split === event.ext?.split &&
      run.order(other) < run.order(event),
  );
  const text = `${source} sends ${again ? "again " : ""}${countOf(1, "record")}, of ${eventTime(event.x)}.`;
  return { t: event.t, order: run.order(event), text, sent: { source, again } };
}
