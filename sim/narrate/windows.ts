/** Event time in full: who sent what, how far each watermark is, why a window waits, what made it fire, what was late. */
import type { TraceEvent } from "../../src/trace/trace.ts";
import type { Moment } from "./moment.ts";
import { windowName } from "./names.ts";
import { countOf, eventTime, listOf, short, upper } from "./quantities.ts";
import type { RunIndex } from "./run-index.ts";

/** The watermark behind the last record. */
const END_OF_TIME = Number.MAX_SAFE_INTEGER;

interface OpenWindow {
  readonly name: string;
  readonly lastMs: number;
  records: number;
}

/** Tells event time from its events, in order. */
export class WindowChapter {
  readonly #run: RunIndex;
  readonly #results = new Map<number, string>();
  readonly #windowOf = new Map<number, string>();
  readonly #youngest = new Map<number, number>();
  readonly #channels = new Map<number, number>();
  readonly #combined = new Map<number, number>();
  readonly #before = new Map<number, number>();
  readonly #open = new Map<string, OpenWindow>();
  readonly #advances = new Map<number, TraceEvent>();
  #lastWindow = "";
  #explainedPromise = false;
  #explainedMinimum = false;

  constructor(run: RunIndex) {
    this.#run = run;
    for (const event of run.events) {
      if (event.kind === "win.add") this.#windowOf.set(run.origin(event, "src.emit")?.id ?? -1, windowName(event.ext));
      if (event.kind === "wm.advance") this.#advances.set(event.cause, event);
      if (event.kind === "out.pending" || event.kind === "out.visible") {
        const fired = this.#firing(event);
        if (fired !== undefined && !this.#results.has(fired.id)) this.#results.set(fired.id, String(event.ext?.value));
      }
    }
  }

  tell(event: TraceEvent): Moment | null {
    const text = this.#sentence(event);
    if (text === null) return null;
    const strong = event.kind === "win.fire" || event.kind === "rec.late";
    return { t: event.t, order: this.#run.order(event), text, strong };
  }

  #sentence(event: TraceEvent): string | null {
    const { names } = this.#run;
    switch (event.kind) {
      case "src.emit":
        return this.#sent(event);
      case "win.add":
        this.#opened(event).records++;
        return null;
      case "wm.channel":
        return this.#heard(event);
      case "wm.idle":
        return event.ch < 0
          ? null
          : `${names.task(names.sender(event.ch))} is idle: ${names.task(event.task)} goes on without its watermark.`;
      case "win.fire":
        return this.#fired(event);
      case "rec.late":
        return this.#late(event);
      default:
        return null;
    }
  }

  #sent(event: TraceEvent): string {
    const name = this.#run.names.task(event.task);
    const youngest = this.#youngest.get(event.task);
    this.#youngest.set(event.task, Math.max(youngest ?? event.x, event.x));
    const window = this.#windowOf.get(event.id);
    const where = window === undefined ? "" : window === this.#lastWindow ? ", for the same window" : `, for ${window}`;
    this.#lastWindow = window ?? this.#lastWindow;
    const older = youngest !== undefined && event.x < youngest ? ", out of order" : "";
    return `${name} sends a record of ${eventTime(event.x)}${older}${where}.`;
  }

  #opened(event: TraceEvent): OpenWindow {
    const name = windowName(event.ext);
    const key = `${event.task} ${name}`;
    let window = this.#open.get(key);
    if (window === undefined) {
      window = { name, lastMs: Number(event.ext?.end) - 1, records: 0 };
      this.#open.set(key, window);
    }
    return window;
  }

  #heard(event: TraceEvent): string | null {
    const { names } = this.#run;
    const sender = names.sender(event.ch);
    this.#channels.set(event.ch, event.x);
    const reader = names.task(event.task);
    const advance = this.#advances.get(event.id);
    const before = this.#combined.get(event.task);
    if (advance !== undefined) {
      this.#combined.set(event.task, advance.x);
      this.#before.set(event.task, before ?? Number.NEGATIVE_INFINITY);
    }
    const ended = event.x >= END_OF_TIME;
    const promise = this.#promise(sender, event.x);
    const silent = names.inputs(event.task).filter((channel) => !this.#channels.has(channel));
    const window = this.#nextWindow(event.task);
    if (advance === undefined && silent.length > 0)
      return `${promise} ${upper(reader)} has none yet: it has heard nothing from ${listOf(silent.map((ch) => names.task(names.sender(ch))))}.`;
    const holder = this.#lowest(event.task);
    if (advance !== undefined) {
      // The window that fires now, or the end of the input, says it.
      if (window !== null && advance.x >= window.lastMs) return ended ? null : promise;
      if (!this.#explainedMinimum && names.inputs(event.task).length > 1) {
        this.#explainedMinimum = true;
        const waits = window === null ? "" : ` ${upper(window.name)} waits for ${eventTime(window.lastMs)}.`;
        return `${promise} ${upper(reader)} takes the lowest of its inputs, ${eventTime(advance.x)}: ${holder} may still send records that old.${waits}`;
      }
      const held =
        names.task(sender) === holder
          ? "that is now the lowest"
          : `the lowest is now ${holder}'s ${eventTime(advance.x)}`;
      return `${this.#brief(sender, event.x)}; ${held}.`;
    }
    if (ended) return `${promise} But ${holder} is still at ${eventTime(before ?? 0)}.`;
    if (window !== null && event.x >= window.lastMs)
      return `${promise} Enough for ${window.name}, which needs ${eventTime(window.lastMs)}; but ${holder} is only at ${eventTime(before ?? 0)}, and the lowest counts. It waits.`;
    return promise;
  }

  #brief(sender: number, watermark: number): string {
    return `${this.#run.names.task(sender)} has watermark ${eventTime(watermark)}`;
  }

  /** The watermark of a sender, with its arithmetic if it is a source. */
  #promise(sender: number, watermark: number): string {
    const name = this.#run.names.task(sender);
    if (watermark >= END_OF_TIME) return `${name} has ended: its watermark is the end of time.`;
    const youngest = this.#youngest.get(sender);
    if (youngest === undefined) return `${this.#brief(sender, watermark)}.`;
    const delay = youngest - watermark - 1;
    const sum = `${eventTime(youngest)} − ${eventTime(delay)} − 1 ms = ${eventTime(watermark)}`;
    if (this.#explainedPromise || delay < 0) return `${name} has watermark ${delay < 0 ? eventTime(watermark) : sum}.`;
    this.#explainedPromise = true;
    return `${name} has watermark ${sum}: youngest record minus the ${eventTime(delay)} by which records may be late. It promises to send nothing so old any more.`;
  }

  /** Who holds the watermark of a task back. */
  #lowest(task: number): string {
    const { names } = this.#run;
    let [lowest, channel] = [Number.POSITIVE_INFINITY, -1];
    for (const input of names.inputs(task)) {
      const watermark = this.#channels.get(input);
      if (watermark !== undefined && watermark < lowest) [lowest, channel] = [watermark, input];
    }
    return names.task(names.sender(channel));
  }

  #nextWindow(task: number): OpenWindow | null {
    let next: OpenWindow | null = null;
    for (const [key, window] of this.#open)
      if (key.startsWith(`${task} `) && (next === null || window.lastMs < next.lastMs)) next = window;
    return next;
  }

  #fired(event: TraceEvent): string {
    const { names } = this.#run;
    const name = windowName(event.ext);
    const key = `${event.task} ${name}`;
    const window = this.#open.get(key);
    this.#open.delete(key);
    const records = window === undefined ? "" : `, with ${countOf(window.records, "record")}`;
    const result = this.#results.get(event.id);
    const gives = result === undefined ? "." : `: ${short(result, 44)}`;
    const before = this.#before.get(event.task);
    const rose =
      before === undefined || before === Number.NEGATIVE_INFINITY ? "rose" : `rose from ${eventTime(before)}`;
    const why =
      event.x >= END_OF_TIME
        ? "its inputs have ended"
        : `the watermark of ${names.task(event.task)} ${rose} to ${eventTime(event.x)}, past ${eventTime(Number(event.ext?.end) - 1)}, the window's last moment`;
    return `${upper(name)} ${event.b === 2 ? "fires again" : "fires"}${records}, because ${why}${gives}`;
  }

  #late(event: TraceEvent): string {
    const { names } = this.#run;
    const source = this.#run.origin(event, "src.emit");
    const from = source === undefined ? "" : ` from ${names.task(source.task)}`;
    const { watermark, timestamp } = event.ext ?? {};
    const end = event.b === 1 ? "it goes to the side output" : "it is dropped";
    return `The record of ${eventTime(Number(timestamp))}${from} is late: ${windowName(event.ext)} is over, since ${names.task(event.task)} has watermark ${eventTime(Number(watermark))}; ${end}.`;
  }

  /** The firing that gave a line of output. */
  #firing(output: TraceEvent): TraceEvent | undefined {
    const cause = this.#run.find(output.cause);
    if (cause === undefined) return undefined;
    if (cause.kind === "win.fire") return cause;
    if (cause.kind !== "win.purge" && cause.kind !== "timer.fire") return this.#run.origin(cause, "win.fire");
    const timer = this.#run.origin(cause, "timer.fire");
    return this.#run.events.find((event) => event.kind === "win.fire" && event.cause === timer?.id);
  }
}
