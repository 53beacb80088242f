/** What has to happen and has not happened yet. */
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Report } from "../checker.ts";
import { Calm } from "./calm.ts";

interface Obligation {
  readonly sinceMicros: number;
  readonly event: EventId;
  /** "checkpoint 7 has neither completed nor failed" */
  readonly text: string;
  reported: boolean;
}

/** An obligation that is open when the run ends is named if it is older than this, µs: something may always have just begun. */
const FRESH_MICROS = 10_000_000;

/** Open obligations, oldest first. `follow` sees every event of the monitor that holds them, before anything else. */
export class Obligations {
  readonly #boundMicros: number;
  readonly #calm = new Calm();
  readonly #open = new Map<string | number, Obligation>();
  #now = 0;
  #runEnded = false;

  /** @param boundMs virtual time without faults in which an obligation has to be met */
  constructor(boundMs: number) {
    this.#boundMicros = boundMs * 1000;
  }

  /** A fault is in force, perhaps for ever: nothing has to happen. */
  get excused(): boolean {
    return this.#calm.sinceMicros === Number.POSITIVE_INFINITY;
  }

  /** The trace goes to the end of its run. */
  get runEnded(): boolean {
    return this.#runEnded;
  }

  /** The calm begins and ends; what is overdue is reported. */
  follow(event: TraceEvent, report: Report): void {
    this.#calm.follow(event);
    this.#now = event.t;
    if (event.kind === "run.end") this.#runEnded = true;
    for (const obligation of this.#open.values()) {
      if (this.#age(obligation) <= this.#boundMicros) return;
      if (obligation.reported) continue;
      obligation.reported = true;
      report(event.id, this.#sentence(obligation), [obligation.event]);
      return;
    }
  }

  /** Nothing changes if there is one of that name. */
  open(name: string | number, event: TraceEvent, text: string): void {
    if (!this.#open.has(name)) this.#open.set(name, { sinceMicros: event.t, event: event.id, text, reported: false });
  }

  meet(name: string | number): void {
    this.#open.delete(name);
  }

  clear(): void {
    this.#open.clear();
  }

  /** The run is over: names the oldest, unless it has only just begun or a fault excuses it. @param freshMicros age that excuses */
  atEnd(report: Report, freshMicros: number = FRESH_MICROS): void {
    const [oldest] = this.#open.values();
    if (oldest === undefined || oldest.reported || !this.#runEnded || this.#age(oldest) < freshMicros) return;
    report(NO_EVENT, this.#sentence(oldest), [oldest.event]);
  }

  /** Virtual time without faults, µs; negative while a fault is in force. */
  #age({ sinceMicros }: Obligation): number {
    return this.#now - Math.max(sinceMicros, this.#calm.sinceMicros);
  }

  #sentence(obligation: Obligation): string {
    const sinceMs = Math.floor(obligation.sinceMicros / 1000);
    return `Since ${sinceMs} ms ${obligation.text}, and it is ${Math.floor(this.#now / 1000)} ms.`;
  }
}
