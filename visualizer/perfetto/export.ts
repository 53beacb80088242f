/**
 * A trace as a file for Perfetto's page (ui.perfetto.dev): Chrome's Trace Event format. Machines are processes; each attempt
 * of a subtask is a thread with its work as slices; what overlaps work (waits, checkpoints, transactions) lies beside it;
 * arrows are records and barriers. Microseconds are those of virtual time; event time is in arguments and counters only.
 */
import { ACTIVITIES } from "../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../src/trace/trace.ts";
import type { ChromeEvent, Place, TimedRow } from "./chrome-event.ts";
import { Counters } from "./counters.ts";
import { Flows, flowId, isBarrier } from "./flows.ts";
import { instantOf } from "./instants.ts";
import { Places } from "./places.ts";
import { Rows } from "./rows.ts";
import { Spans } from "./spans.ts";
import { Waits } from "./waits.ts";

/** What the file says of the run. */
export interface ExportedRun {
  /** Version of the package. */
  readonly engine?: string;
  readonly scenario?: string;
  readonly seed?: number;
}

/** A larger file may be more than Perfetto's page can open, bytes. */
export const LARGE_FILE_BYTES = 50_000_000;

/** The file in pieces, a row each: large traces need no text of their size. Events are given in order. */
export function* exportPerfetto(events: readonly TraceEvent[], run: ExportedRun = {}): Generator<string, void> {
  yield `{"displayTimeUnit":"ms","otherData":${JSON.stringify(run)},"traceEvents":[`;
  let separator = "\n";
  for (const row of chromeEvents(events)) {
    yield `${separator}${JSON.stringify(row)}`;
    separator = ",\n";
  }
  yield "\n]}\n";
}

/** The rows of the file: metadata first, then by time, and in the order of the trace within a µs. */
export function* chromeEvents(events: readonly TraceEvent[]): Generator<ChromeEvent, void> {
  const exporter = new Exporter(events);
  yield* exporter.places.metadata;
  for (const event of events) yield* exporter.on(event);
  yield* exporter.end();
}

class Exporter {
  readonly places: Places;
  readonly #flows: Flows;
  /** Charged µs by the event that the work begins with. */
  readonly #charged: ReadonlyMap<EventId, number>;
  readonly #rows = new Rows();
  readonly #spans = new Spans((row) => this.#rows.add(row));
  readonly #waits: Waits;
  readonly #counters: Counters;
  #now = 0;

  constructor(events: readonly TraceEvent[]) {
    this.places = new Places(events);
    this.#flows = new Flows(events);
    this.#charged = chargedTimes(events);
    this.#waits = new Waits(this.places, this.#spans);
    this.#counters = new Counters(this.places, (row) => this.#rows.add(row));
  }

  *on(event: TraceEvent): Generator<TimedRow, void> {
    if (event.t > this.#now) yield* this.#advance(event.t);
    this.#work(event);
    this.#waits.on(event);
    this.#flow(event);
    this.#counters.on(event);
    const instant = instantOf(event, this.places);
    if (instant !== null) this.#rows.add(instant);
  }

  *end(): Generator<TimedRow, void> {
    this.#spans.endAll("", this.#now);
    yield* this.#rows.take();
  }

  /** Gives the rows of the moment that is over, and the loads that are due before the next. */
  *#advance(to: number): Generator<TimedRow, void> {
    yield* this.#rows.take();
    while (this.#counters.due <= to) {
      const any = this.#counters.tellLoad();
      yield* this.#rows.take();
      if (!any) this.#counters.skipTo(to);
    }
    this.#now = to;
  }

  #work(event: TraceEvent): void {
    const { kind, t, task, a, b } = event;
    if (kind !== "proc.begin") return;
    const args = { event: event.id, elements: a };
    const name = ACTIVITIES[b] ?? "mail";
    this.#rows.slice(this.places.task(task), t, this.#charged.get(event.id) ?? 0, "proc", name, args);
  }

  #flow(event: TraceEvent): void {
    const { id, t: ts, task, ch } = event;
    const place = this.places.task(task);
    if (isBarrier(event)) this.#arrow("s", place, ts, "barrier", `barrier ${event.ext?.checkpoint}`, id);
    else if (event.kind === "el.emit") this.#arrow("s", place, ts, "rec", this.places.route(ch), id);
    const start = this.#flows.startOf(id);
    if (start === undefined) return;
    if (event.kind === "cp.block") this.#arrow("f", place, ts, "barrier", `barrier ${event.a}`, start);
    else this.#arrow("f", place, ts, "rec", this.places.route(ch), start);
  }

  #arrow(ph: "s" | "f", { pid, tid }: Place, ts: number, cat: string, name: string, start: EventId): void {
    if (!this.#flows.starts(start)) return;
    this.#rows.enclose({ pid, tid }, ts, cat === "rec" ? "proc" : "cp", cat === "rec" ? "emit" : name);
    this.#rows.add({ ph, ...(ph === "f" ? { bp: "e" } : {}), pid, tid, ts, cat, name, id: flowId(start) });
  }
}

/** How long each piece of work lasts, whole µs: what it was charged, or the time that it was parked for if that is more. */
function chargedTimes(events: readonly TraceEvent[]): ReadonlyMap<EventId, number> {
  const charged = new Map<EventId, number>();
  const open = new Map<number, TraceEvent[]>();
  for (const event of events) {
    const stack = open.get(event.task);
    if (event.kind === "proc.begin") {
      if (stack === undefined) open.set(event.task, [event]);
      else stack.push(event);
    } else if (event.kind === "proc.end") {
      const begun = stack?.pop();
      if (begun !== undefined) charged.set(begun.id, Math.max(event.t - begun.t, Math.round(event.x)));
    }
  }
  return charged;
}
