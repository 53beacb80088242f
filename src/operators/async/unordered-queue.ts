/**
 * Emits in the order of completion, but nothing overtakes a watermark: the queue is a row of segments, each watermark one of
 * its own, and only the first segment emits. `UnorderedStreamElementQueue`
 */
import type { QueueEntry, StreamElementQueue } from "./queue-entry.ts";

class Segment {
  readonly #incomplete = new Set<QueueEntry>();
  readonly #completed: QueueEntry[] = [];

  get isEmpty(): boolean {
    return this.#incomplete.size === 0 && this.#completed.length === 0;
  }

  add(entry: QueueEntry): void {
    if (entry.done) this.#completed.push(entry);
    else this.#incomplete.add(entry);
  }

  /** False: the entry is not one of this segment. */
  complete(entry: QueueEntry): boolean {
    if (!this.#incomplete.delete(entry)) return false;
    this.#completed.push(entry);
    return true;
  }

  hasCompleted(): boolean {
    return this.#completed.length > 0;
  }

  takeCompleted(): QueueEntry | null {
    return this.#completed.shift() ?? null;
  }

  entries(): QueueEntry[] {
    return [...this.#completed, ...this.#incomplete];
  }
}

/** Between two watermarks whoever is done first goes first. */
export class UnorderedQueue implements StreamElementQueue {
  readonly #capacity: number;
  /** The last one takes the next record. */
  readonly #segments: Segment[] = [];
  #size = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#size;
  }

  tryPut(entry: QueueEntry): boolean {
    if (this.#size >= this.#capacity) return false;
    this.#size++;
    if (entry.element.kind === "record") (this.#segments.at(-1) ?? this.#addSegment()).add(entry);
    else this.#putWatermark(entry);
    return true;
  }

  complete(entry: QueueEntry, results: readonly unknown[]): void {
    entry.results = results;
    for (const segment of this.#segments) if (segment.complete(entry)) return;
  }

  hasCompleted(): boolean {
    return this.#segments.length > 0 && this.#segments[0].hasCompleted();
  }

  takeCompleted(): QueueEntry | null {
    const first = this.#segments[0];
    const entry = first?.takeCompleted() ?? null;
    if (entry === null) return null;
    this.#size--;
    if (first.isEmpty && this.#segments.length > 1) this.#segments.shift();
    return entry;
  }

  elements(): QueueEntry[] {
    return this.#segments.flatMap((segment) => segment.entries());
  }

  #putWatermark(entry: QueueEntry): void {
    const last = this.#segments.at(-1);
    const own = last?.isEmpty === true ? last : this.#addSegment();
    own.add(entry);
    this.#addSegment();
  }

  #addSegment(): Segment {
    const segment = new Segment();
    this.#segments.push(segment);
    return segment;
  }
}
