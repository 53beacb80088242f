/** The slots that TaskManagers have given to one job (`DeclarativeSlotPool`), and which of them are in use. */
import type { NodeId } from "../world.ts";

/** A slot that the job may use, and where it is. */
export interface PooledSlot {
  readonly allocationId: string;
  readonly resourceId: string;
  readonly node: NodeId;
  readonly incarnation: number;
  readonly slot: number;
}

/** Slots by allocation id, in the order in which they came. */
export class SlotPool {
  readonly #slots = new Map<string, PooledSlot>();

  get size(): number {
    return this.#slots.size;
  }

  has(allocationId: string): boolean {
    return this.#slots.has(allocationId);
  }

  add(slot: PooledSlot): void {
    this.#slots.set(slot.allocationId, slot);
  }

  remove(resourceId: string, allocationId: string): boolean {
    return this.#slots.get(allocationId)?.resourceId === resourceId && this.#slots.delete(allocationId);
  }

  /** Takes away all slots of a TaskManager process that is gone. */
  removeTaskManager(resourceId: string): void {
    for (const slot of [...this.#slots.values()])
      if (slot.resourceId === resourceId) this.#slots.delete(slot.allocationId);
  }

  all(): PooledSlot[] {
    return [...this.#slots.values()];
  }

  /**
   * Chooses `count` slots, position by position; a slot that served a position before serves it again if it is still
   * there. null: there are not enough.
   */
  assign(count: number, previous: readonly string[]): PooledSlot[] | null {
    if (this.#slots.size < count) return null;
    const chosen: (PooledSlot | undefined)[] = [];
    const used = new Set<string>();
    for (let i = 0; i < count; i++) {
      const slot = previous[i] === undefined ? undefined : this.#slots.get(previous[i]);
      chosen.push(slot);
      if (slot !== undefined) used.add(slot.allocationId);
    }
    const free = this.all().filter((slot) => !used.has(slot.allocationId));
    return chosen.map((slot) => slot ?? (free.shift() as PooledSlot));
  }
}
