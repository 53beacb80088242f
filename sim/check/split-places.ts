/** Where the splits of sources are, by vertex and name: two sources may read splits of the same name. */
import type { EventId } from "../../src/trace/trace.ts";

/** Where a split is once the enumerator has given it away. */
export interface Place {
  /** `restoring`: in the snapshot of a reader, to be taken up by the next attempts. */
  readonly where: "on its way" | "reader" | "restoring" | "finished";
  /** -1: of an earlier epoch. */
  readonly task: number;
  readonly event: EventId;
}

/** The name of a split among those of all sources. */
export function splitKey(vertex: string, split: string): string {
  return `${vertex}\n${split}`;
}

/** The split's own name. */
export function splitName(key: string): string {
  return key.slice(key.indexOf("\n") + 1);
}

/** Says where it is; completes "it is …". */
export function placeText(place: Place | undefined): string {
  switch (place?.where) {
    case undefined:
      return "with the enumerator";
    case "on its way":
      return `on its way to task ${place?.task}`;
    case "reader":
      return `in the reader of task ${place?.task}`;
    case "restoring":
      return "still to be restored";
    case "finished":
      return place?.task === -1 ? "finished" : `finished by task ${place?.task}`;
  }
}

/** The splits that enumerators have given away. One that is not here is with its enumerator. */
export class SplitPlaces {
  private readonly places = new Map<string, Place>();
  private readonly held = new Map<number, Set<string>>();

  get(key: string): Place | undefined {
    return this.places.get(key);
  }

  all(): Iterable<[string, Place]> {
    return this.places;
  }

  put(key: string, place: Place): void {
    const before = this.places.get(key);
    if (before?.where === "reader") this.held.get(before.task)?.delete(key);
    this.places.set(key, place);
    if (place.where !== "reader") return;
    const held = this.held.get(place.task);
    if (held === undefined) this.held.set(place.task, new Set([key]));
    else held.add(key);
  }

  /** What the reader in a task has and has not finished. */
  inReader(task: number): ReadonlySet<string> {
    return this.held.get(task) ?? new Set();
  }

  clear(): void {
    this.places.clear();
    this.held.clear();
  }
}
