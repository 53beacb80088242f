/** What waits in the queue of an async operator. */
import type { CauseContext } from "../../trace/trace.ts";

/** A record, or a watermark between records, as it is kept in the state. */
export type QueuedElement =
  | { readonly kind: "record"; readonly value: unknown; readonly timestampMs: number }
  | { readonly kind: "watermark"; readonly timestampMs: number };

/** A place in the queue. `StreamElementQueueEntry` */
export class QueueEntry {
  readonly element: QueuedElement;
  /** Why the element is here: what is emitted for it later has the same causes. */
  readonly causes: CauseContext;
  /** null: the request has not been answered. A watermark has nothing to wait for. */
  results: readonly unknown[] | null;

  constructor(element: QueuedElement, causes: CauseContext) {
    this.element = element;
    this.causes = causes;
    this.results = element.kind === "watermark" ? [] : null;
  }

  get done(): boolean {
    return this.results !== null;
  }
}

/** The elements whose results have not been emitted; each counts, watermarks too. `StreamElementQueue` */
export interface StreamElementQueue {
  readonly size: number;
  /** False: the queue is full. */
  tryPut(entry: QueueEntry): boolean;
  /** The request of the entry has been answered. */
  complete(entry: QueueEntry, results: readonly unknown[]): void;
  hasCompleted(): boolean;
  /** The entry whose results are emitted next, taken out; null: none may be. */
  takeCompleted(): QueueEntry | null;
  /** All elements, in the order in which they are kept in the state. */
  elements(): QueueEntry[];
}
