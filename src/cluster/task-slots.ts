/**
 * What a TaskManager does with its slots: gives them to jobs, takes them back when they stay unused, and tells the
 * ResourceManager when one is free (`TaskSlotTableImpl` with its `TimerService`).
 */
import type { Configuration } from "../config/configuration.ts";
import { NUM_TASK_SLOTS, TASK_MANAGER_SLOT_TIMEOUT } from "../config/options.ts";
import type { EventHandler, World } from "../world.ts";
import type { SlotStatus, TaskManagerIdentity } from "./protocols.ts";
import { SlotTable, type TaskSlot } from "./slot-table.ts";

/** Hears of slots that have become free. `SlotActions` */
export interface FreeSlotListener {
  notifySlotAvailable(slot: number, allocationId: string): void;
}

/** The slots of one TaskManager process. `TaskSlotTableImpl` */
export class TaskSlots implements EventHandler {
  readonly #world: World;
  readonly #identity: TaskManagerIdentity;
  readonly #timeoutMs: number;
  readonly #listener: FreeSlotListener;
  readonly #table: SlotTable;

  constructor(world: World, identity: TaskManagerIdentity, configuration: Configuration, listener: FreeSlotListener) {
    this.#world = world;
    this.#identity = identity;
    this.#timeoutMs = configuration.get(TASK_MANAGER_SLOT_TIMEOUT);
    this.#listener = listener;
    this.#table = new SlotTable(configuration.get(NUM_TASK_SLOTS));
  }

  /** What holds each slot. `SlotReport` */
  report(): SlotStatus[] {
    return this.#table.slots.map(({ index, allocationId, jobId }) => ({ slot: index, allocationId, jobId }));
  }

  byAllocation(allocationId: string): TaskSlot | null {
    return this.#table.byAllocation(allocationId);
  }

  /** Held for the job, and not in its hands yet. */
  allocatedTo(jobId: string): TaskSlot[] {
    return this.#table.ofJob(jobId).filter((slot) => slot.state === "allocated");
  }

  /** In the hands of the job. */
  activeOf(jobId: string): TaskSlot[] {
    return this.#table.ofJob(jobId).filter((slot) => slot.state === "active");
  }

  /** Takes a slot for a job; false: it is not free. If it does not become active in time, it is free again. */
  allocate(index: number, allocationId: string, jobId: string): boolean {
    if (!this.#table.allocate(index, allocationId, jobId)) return false;
    const { clock, trace } = this.#world;
    trace.step("slot.request", { ch: this.#identity.index, a: index, ext: { allocation: allocationId, job: jobId } });
    const slot = this.#table.slots[index];
    clock.schedule(clock.now() + this.#timeoutMs * 1000, "timer", this, 0, { slot, allocationId });
    return true;
  }

  onEvent(_op: number, payload: unknown): void {
    const { slot, allocationId } = payload as { slot: TaskSlot; allocationId: string };
    if (slot.allocationId === allocationId && slot.state === "allocated") this.free(slot);
  }

  /** The job has accepted the slot. */
  activate(slot: TaskSlot): void {
    if (slot.state !== "allocated") return;
    slot.state = "active";
    this.#world.trace.emit("slot.active", {
      ch: this.#identity.index,
      a: slot.index,
      ext: { allocation: slot.allocationId, job: slot.jobId },
    });
  }

  free(slot: TaskSlot): void {
    if (slot.state === "free") return;
    const allocationId = slot.allocationId ?? "";
    this.#table.free(slot);
    this.#world.trace.step("slot.free", {
      ch: this.#identity.index,
      a: slot.index,
      ext: { allocation: allocationId },
    });
    this.#listener.notifySlotAvailable(slot.index, allocationId);
  }

  /** Takes back all that a job has. */
  freeJob(jobId: string): void {
    for (const slot of this.#table.ofJob(jobId)) this.free(slot);
  }
}
