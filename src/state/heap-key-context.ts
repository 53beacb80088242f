/** One object per key that holds all its states, so that a record costs one look-up however many states it touches. */
import type { KeyContext, Namespace } from "./keyed-state-backend.ts";

/** One entry of state: the value of one state name for one key and namespace. The only class of its shape. */
export class Cell {
  /** Index of the state's table. */
  state: number;
  namespace: Namespace;
  value: unknown;
  /** The cell of the key that came before it, while the key has few of them. */
  older: Cell | null = null;

  constructor(state: number, namespace: Namespace, value: unknown) {
    this.state = state;
    this.namespace = namespace;
    this.value = value;
  }
}

/** The state of a cell that was removed. */
const REMOVED = -1;

/** Is shown the cells of a key. */
export interface CellVisitor {
  cell(context: HeapKeyContext, cell: Cell): void;
}

/** Up to so many cells of a key are searched one by one; beyond that an index is kept. */
const LIST_LIMIT = 16;

/** All states and timers of one key. Mostly there are so few that the first one looked at is the one that is wanted. */
export class HeapKeyContext implements KeyContext {
  // What every record needs comes first, so that it lies together in memory.
  readonly key: unknown;
  /** The newest cell, with the others behind it; where there is an index, the cell that was used last. */
  #first: Cell | null = null;
  /** Cells and timers. */
  held = 0;
  memory: object | null = null;
  readonly id: number;
  /** A cell that was removed, for the next one: a key of a window operator has one at a time, again and again. */
  #spare: Cell | null = null;
  /** Cells while there is no index. */
  #listed = 0;
  /** By state: all cells, once the key had many. */
  #index: Map<Namespace, Cell>[] | null = null;
  readonly keyGroup: number;
  /** The key as the backend's Map knows it. */
  readonly identity: unknown;
  /** The backend has it in its Map. */
  kept = false;

  constructor(key: unknown, keyGroup: number, identity: unknown, id: number) {
    this.id = id;
    this.key = key;
    this.keyGroup = keyGroup;
    this.identity = identity;
  }

  find(state: number, namespace: Namespace): Cell | undefined {
    for (let cell = this.#first; cell !== null; cell = cell.older)
      if (cell.state === state && cell.namespace === namespace) return cell;
    return this.#index === null ? undefined : this.#findInIndex(state, namespace);
  }

  #findInIndex(state: number, namespace: Namespace): Cell | undefined {
    const cell = this.#index?.[state]?.get(namespace);
    if (cell !== undefined) this.#first = cell;
    return cell;
  }

  /** Adds a cell; there must be none for its state and namespace. */
  add(state: number, namespace: Namespace, value: unknown): Cell {
    const cell = this.#cell(state, namespace, value);
    const first = this.#first;
    this.#first = cell;
    if (this.#index !== null) {
      addTo(this.#index, cell);
      return cell;
    }
    cell.older = first;
    if (++this.#listed > LIST_LIMIT) this.#buildIndex();
    return cell;
  }

  #cell(state: number, namespace: Namespace, value: unknown): Cell {
    const spare = this.#spare;
    if (spare === null) return new Cell(state, namespace, value);
    this.#spare = null;
    spare.state = state;
    spare.namespace = namespace;
    spare.value = value;
    return spare;
  }

  #buildIndex(): void {
    const index: Map<Namespace, Cell>[] = [];
    addOldestFirst(index, this.#first);
    this.#index = index;
  }

  /** Removes a cell; false if there is none. */
  remove(state: number, namespace: Namespace): boolean {
    const cell = this.find(state, namespace);
    if (cell === undefined) return false;
    this.removeCell(cell);
    return true;
  }

  /** Removes a cell of this key. */
  removeCell(cell: Cell): void {
    const { state } = cell;
    // Whoever remembers the cell sees that it is gone.
    cell.state = REMOVED;
    if (this.#index !== null) {
      this.#index[state].delete(cell.namespace);
      this.#first = null;
      return;
    }
    this.#listed--;
    let newer = this.#first;
    if (newer === cell) this.#first = cell.older;
    else {
      while (newer !== null && newer.older !== cell) newer = newer.older;
      if (newer !== null) newer.older = cell.older;
    }
    cell.older = null;
    cell.value = null;
    this.#spare = cell;
  }

  /** Shows the cells of one state in the order in which they came. */
  visit(state: number, visitor: CellVisitor): void {
    if (this.#index === null) this.#visitFrom(this.#first, state, visitor);
    else for (const cell of this.#index[state]?.values() ?? []) visitor.cell(this, cell);
  }

  /** The list begins with the newest; it is short while there is no index. */
  #visitFrom(cell: Cell | null, state: number, visitor: CellVisitor): void {
    if (cell === null) return;
    this.#visitFrom(cell.older, state, visitor);
    if (cell.state === state) visitor.cell(this, cell);
  }
}

function addOldestFirst(index: Map<Namespace, Cell>[], cell: Cell | null): void {
  if (cell === null) return;
  addOldestFirst(index, cell.older);
  cell.older = null;
  addTo(index, cell);
}

function addTo(index: Map<Namespace, Cell>[], cell: Cell): void {
  while (index.length <= cell.state) index.push(new Map());
  index[cell.state].set(cell.namespace, cell);
}
