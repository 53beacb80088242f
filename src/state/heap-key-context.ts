/** One object per key that holds all its states, so that a record costs one look-up however many states it touches. */
import type { KeyContext, Namespace } from "./keyed-state-backend.ts";

/** One entry of state: the value of one state name for one key and namespace. The only class of its shape. */
export class Cell {
  readonly namespace: Namespace;
  value: unknown;

  constructor(namespace: Namespace, value: unknown) {
    this.namespace = namespace;
    this.value = value;
  }
}

/** All states and timers of one key. */
export class HeapKeyContext implements KeyContext {
  readonly key: unknown;
  readonly keyGroup: number;
  /** The key as the Map of its key group knows it. */
  readonly identity: unknown;
  readonly timers: (object | undefined)[] = [];
  /** By state: the only cell, or the one used last. */
  readonly #cells: (Cell | undefined)[] = [];
  /** By state: all cells, from the second namespace on. */
  #maps: (Map<Namespace, Cell> | undefined)[] | null = null;
  /** Cells and timers; a context with none is not kept. */
  held = 0;

  constructor(key: unknown, keyGroup: number, identity: unknown) {
    this.key = key;
    this.keyGroup = keyGroup;
    this.identity = identity;
  }

  find(state: number, namespace: Namespace): Cell | undefined {
    const cell = this.#cells[state];
    if (cell !== undefined && cell.namespace === namespace) return cell;
    return this.#maps === null ? undefined : this.#findInMap(state, namespace);
  }

  #findInMap(state: number, namespace: Namespace): Cell | undefined {
    const cell = this.#maps?.[state]?.get(namespace);
    if (cell !== undefined) this.#cells[state] = cell;
    return cell;
  }

  /** Adds a cell; there must be none for this state and namespace. */
  add(state: number, cell: Cell): void {
    const map = this.#maps?.[state];
    const other = this.#cells[state];
    if (map !== undefined) {
      map.set(cell.namespace, cell);
    } else if (other !== undefined) {
      this.#maps ??= [];
      this.#maps[state] = new Map([
        [other.namespace, other],
        [cell.namespace, cell],
      ]);
    }
    this.#cells[state] = cell;
  }

  /** Removes a cell; false if there is none. */
  remove(state: number, namespace: Namespace): boolean {
    if (this.find(state, namespace) === undefined) return false;
    this.#cells[state] = undefined;
    const map = this.#maps?.[state];
    if (map !== undefined) {
      map.delete(namespace);
      if (map.size === 0 && this.#maps !== null) this.#maps[state] = undefined;
    }
    return true;
  }

  /** The cells of one state in the order in which they came. */
  cellsOf(state: number): Iterable<Cell> {
    const map = this.#maps?.[state];
    if (map !== undefined) return map.values();
    const cell = this.#cells[state];
    return cell === undefined ? [] : [cell];
  }
}
