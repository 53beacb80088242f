/** Which splits the checkpoints hold: what enumerators had given away, and what readers had. */
import type { EventId, TraceEvent } from "../../src/trace/trace.ts";
import type { Report } from "./checker.ts";
import { type SplitPlaces, splitName } from "./split-places.ts";

interface Cut {
  /** With the last event of the split before the enumerator's snapshot. */
  readonly given: Map<string, EventId>;
  readonly readers: Map<string, { readonly task: number; readonly event: EventId }[]>;
}

/** Splits in the checkpoints that may still be restored. */
export class SplitCuts {
  private readonly cuts = new Map<number, Cut>();

  /** The enumerator of a vertex is copied. @param prefix of the keys of its splits */
  addEnumerator(event: TraceEvent, prefix: string, places: SplitPlaces): void {
    const { given } = this.cutOf(event.ch);
    for (const [key, place] of places.all()) if (key.startsWith(prefix)) given.set(key, place.event);
  }

  /** A reader's snapshot lists a split. */
  addReader(event: TraceEvent, key: string): void {
    const { readers } = this.cutOf(event.ch);
    const holder = { task: event.task, event: event.id };
    const holders = readers.get(key);
    if (holders === undefined) readers.set(key, [holder]);
    else holders.push(holder);
  }

  has(checkpoint: number): boolean {
    return this.cuts.has(checkpoint);
  }

  delete(checkpoint: number): void {
    this.cuts.delete(checkpoint);
  }

  /** The checkpoint is complete: each split that was given away is in one reader, or finished. */
  judge(event: TraceEvent, places: SplitPlaces, report: Report): void {
    const cut = this.cuts.get(event.ch);
    if (cut === undefined) return;
    const where = `of checkpoint ${event.ch}`;
    for (const [key, given] of cut.given)
      if (!cut.readers.has(key) && places.get(key)?.where !== "finished")
        report(event.id, `${splitName(key)} is in no place ${where}: it was given away, but no reader has it.`, [
          given,
        ]);
    for (const [key, holders] of cut.readers) {
      const witnesses = holders.map((holder) => holder.event);
      const tasks = holders.map((holder) => `task ${holder.task}`).join(" and ");
      if (!cut.given.has(key))
        report(event.id, `${splitName(key)} is in two places ${where}: the enumerator and ${tasks}.`, witnesses);
      else if (holders.length > 1)
        report(event.id, `${splitName(key)} is in two places ${where}: ${tasks}.`, witnesses);
    }
  }

  /** Where the splits are when the checkpoint is restored: what no reader has is finished. */
  restore(checkpoint: number, places: SplitPlaces): void {
    const cut = this.cuts.get(checkpoint);
    for (const [key, event] of cut?.given ?? [])
      places.put(key, { where: cut?.readers.has(key) ? "restoring" : "finished", task: -1, event });
  }

  private cutOf(checkpoint: number): Cut {
    let cut = this.cuts.get(checkpoint);
    if (cut === undefined) {
      cut = { given: new Map(), readers: new Map() };
      this.cuts.set(checkpoint, cut);
    }
    return cut;
  }
}
