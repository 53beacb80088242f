import { TRACE_KINDS } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { TraceDigest } from "./digest.ts";

/** What waits at most; then all of it is mixed in. */
const CAPACITY = 4096;

const kindIndex = new Map<string, number>(TRACE_KINDS.map((kind, index) => [kind, index]));

/** Five numbers that no event carries. */
class ExtraRow {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;

  constructor(a: number, b: number, c: number, d: number, e: number) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
    this.e = e;
  }
}

/**
 * What goes into the digest of a run, in order. It is mixed in when somebody asks for the digest, or when much has come
 * together: most runs of a campaign end before anybody asked. Events never change, so the moment changes nothing.
 */
export class DigestQueue {
  /** Null until it is needed. */
  #digest: TraceDigest | null = null;
  #waiting: (TraceEvent | ExtraRow)[] = [];

  /** Adds a coordination event. */
  event(event: TraceEvent): void {
    this.#add(event);
  }

  /** Adds five numbers that no coordination event carries. */
  extra(a: number, b: number, c: number, d: number, e: number): void {
    this.#add(new ExtraRow(a, b, c, d, e));
  }

  /** The digest of all that was added, 32 hexadecimal digits. Throws if an event's `ext` holds something that is not data. */
  value(): string {
    return this.#mix().value();
  }

  /** The digest after every 1,024 events. */
  get chain(): readonly string[] {
    return this.#mix().chain;
  }

  #add(item: TraceEvent | ExtraRow): void {
    const waiting = this.#waiting;
    waiting[waiting.length] = item;
    if (waiting.length === CAPACITY) this.#mix();
  }

  #mix(): TraceDigest {
    this.#digest ??= new TraceDigest();
    const digest = this.#digest;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const item of waiting) {
      if (item instanceof ExtraRow) digest.extra(item.a, item.b, item.c, item.d, item.e);
      else {
        const { t, kind, task, ch, a, b, x, cause, ext } = item;
        digest.event(t, kindIndex.get(kind) as number, task, ch, a, b, x, cause, ext);
      }
    }
    return digest;
  }
}
