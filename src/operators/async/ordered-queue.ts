import type { QueueEntry, StreamElementQueue } from "./queue-entry.ts";

/** Emits in the order of the input: the first entry holds up all others. `OrderedStreamElementQueue` */
export class OrderedQueue implements StreamElementQueue {
  readonly #capacity: number;
  readonly #entries: QueueEntry[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#entries.length;
  }

  tryPut(entry: QueueEntry): boolean {
    if (this.#entries.length >= this.#capacity) return false;
    this.#entries.push(entry);
    return true;
  }

  complete(entry: QueueEntry, results: readonly unknown[]): void {
    entry.results = results;
  }

  hasCompleted(): boolean {
    return this.#entries.length > 0 && this.#entries[0].done;
  }

  takeCompleted(): QueueEntry | null {
    return this.hasCompleted() ? (this.#entries.shift() ?? null) : null;
  }

  elements(): QueueEntry[] {
    return [...this.#entries];
  }
}
