import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { textField } from "../values.ts";

/** Where a record was read, and the event of its first reading. */
export interface SourceRecord {
  readonly split: string;
  readonly offset: number;
  readonly event: EventId;
}

/** The records that sources have read, numbered from 0; one that is read again has the number that it had. */
export class SourceRecords {
  /** By number. */
  readonly all: SourceRecord[] = [];
  /** Readings of records that had been read before. */
  replayed = 0;
  /** By place of the source, then split, then offset. */
  private readonly numbers: Map<string, Map<number, number>>[] = [];

  /** The number of the record that a `src.emit` event reads. @param place of its vertex */
  read(event: TraceEvent, place: number): number {
    const split = textField(event, "split");
    const offsets = this.offsetsOf(place, split);
    const known = offsets.get(event.b);
    if (known !== undefined) {
      this.replayed++;
      return known;
    }
    const number = this.all.push({ split, offset: event.b, event: event.id }) - 1;
    offsets.set(event.b, number);
    return number;
  }

  private offsetsOf(place: number, split: string): Map<number, number> {
    this.numbers[place] ??= new Map();
    const splits = this.numbers[place];
    let offsets = splits.get(split);
    if (offsets === undefined) {
      offsets = new Map();
      splits.set(split, offsets);
    }
    return offsets;
  }
}
