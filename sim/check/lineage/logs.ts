import type { EventId } from "../../../src/trace/trace.ts";
import { GrowingInts } from "./growing-ints.ts";

/** What is known of one log, by offset. */
export class LogContents {
  readonly name: string;
  /** Number of the log among all, for identities. */
  readonly place: number;
  visible = 0;
  readonly nodes = new GrowingInts(-1);
  readonly identities = new GrowingInts(-1);
  /** Task whose record was written. */
  readonly tasks = new GrowingInts(-1);
  /** Event of the write, by offset. */
  readonly writes: (EventId | undefined)[] = [];
  /** First visible event of each identity. */
  readonly shown = new Map<number, EventId>();

  constructor(name: string, place: number) {
    this.name = name;
    this.place = place;
  }

  /** Offsets of what the last attempts have written and nobody has seen. @param survivors the last attempts */
  *invisible(survivors: ReadonlySet<number>): Iterable<{ readonly offset: number; readonly witness: EventId }> {
    for (let offset = 0; offset < this.writes.length; offset++) {
      const witness = this.writes[offset];
      const identity = this.identities.get(offset);
      if (witness !== undefined && identity >= 0 && !this.shown.has(identity) && survivors.has(this.tasks.get(offset)))
        yield { offset, witness };
    }
  }
}
