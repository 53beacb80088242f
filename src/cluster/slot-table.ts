/** The slots of one TaskManager (`TaskSlotTable`): FREE → ALLOCATED → ACTIVE → FREE. */
import { listOf } from "../types/list-of.ts";

/** A slot and what holds it. */
export interface TaskSlot {
  readonly index: number;
  state: "free" | "allocated" | "active";
  allocationId: string | null;
  jobId: string | null;
}

/** All slots of a TaskManager process. */
export class SlotTable {
  readonly slots: readonly TaskSlot[];

  constructor(count: number) {
    this.slots = listOf(count, (index) => ({
      index,
      state: "free",
      allocationId: null,
      jobId: null,
    }));
  }

  /** Takes a free slot for a job; true also when it was taken under the same allocation before. */
  allocate(index: number, allocationId: string, jobId: string): boolean {
    const slot = this.slots[index];
    if (slot === undefined) return false;
    if (slot.state !== "free") return slot.allocationId === allocationId;
    slot.state = "allocated";
    slot.allocationId = allocationId;
    slot.jobId = jobId;
    return true;
  }

  byAllocation(allocationId: string): TaskSlot | null {
    return this.slots.find((slot) => slot.allocationId === allocationId) ?? null;
  }

  ofJob(jobId: string): TaskSlot[] {
    return this.slots.filter((slot) => slot.jobId === jobId);
  }

  free(slot: TaskSlot): void {
    slot.state = "free";
    slot.allocationId = null;
    slot.jobId = null;
  }
}
