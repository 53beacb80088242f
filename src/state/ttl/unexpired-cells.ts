import { Cell, type CellVisitor, type HeapKeyContext } from "../heap-key-context.ts";
import type { StateKind } from "../state-table.ts";
import type { TimeToLive } from "./time-to-live.ts";
import { withoutExpired } from "./without-expired.ts";

/** Shows a visitor the cells of a state without what has expired; the cells themselves stay. `TtlStateSnapshotTransformer`. */
export class UnexpiredCells implements CellVisitor {
  readonly #visitor: CellVisitor;
  readonly #kind: StateKind;
  readonly #ttl: TimeToLive;

  constructor(visitor: CellVisitor, kind: StateKind, ttl: TimeToLive) {
    this.#visitor = visitor;
    this.#kind = kind;
    this.#ttl = ttl;
  }

  cell(context: HeapKeyContext, cell: Cell): void {
    const left = withoutExpired(cell.value, this.#kind, this.#ttl, "empty map goes");
    if (left === undefined) return;
    this.#visitor.cell(context, left === cell.value ? cell : new Cell(cell.state, cell.namespace, left));
  }
}
