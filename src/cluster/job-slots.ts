/** The slots of a job: what TaskManagers offer is taken up to what is needed, and awaited if it is not enough (`DeclarativeSlotPoolBridge`). */
import type { Clock, EventHandler, ScheduledEvent } from "../world.ts";
import type { JobStatus } from "./job-status.ts";
import type { SlotOffer, TaskManagerIdentity } from "./protocols.ts";
import { type PooledSlot, SlotPool } from "./slot-pool.ts";

/** The scheduler, as the slots of its job see it. */
export interface JobSlotsOwner {
  onSlotsMissing(error: Error): void;
}

/** The slots of one job. `DeclarativeSlotPoolBridge` */
export class JobSlots implements EventHandler {
  readonly #required: number;
  readonly #timeoutMs: number;
  readonly #clock: Clock;
  readonly #status: JobStatus;
  readonly #owner: JobSlotsOwner;
  readonly #pool = new SlotPool();
  /** Slots are awaited. */
  #timeout: ScheduledEvent | null = null;
  /** By position; kept over restarts, so that tasks come back to where they were. */
  #previous: string[] = [];

  /** @param timeoutMs `slot.request.timeout` */
  constructor(required: number, timeoutMs: number, clock: Clock, status: JobStatus, owner: JobSlotsOwner) {
    this.#required = required;
    this.#timeoutMs = timeoutMs;
    this.#clock = clock;
    this.#status = status;
    this.#owner = owner;
  }

  get awaited(): boolean {
    return this.#timeout !== null;
  }

  /** Slots for all positions; null: there are not enough, and they are awaited from now on. */
  acquire(): PooledSlot[] | null {
    const slots = this.#pool.assign(this.#required, this.#previous);
    const clock = this.#clock;
    if (slots === null) {
      if (this.#timeout !== null) return null;
      this.#status.wait("wait.begin", "slots");
      this.#timeout = clock.schedule(clock.now() + this.#timeoutMs * 1000, "timer", this, 0, null);
      return null;
    }
    if (this.#timeout !== null) {
      clock.cancel(this.#timeout);
      this.#status.wait("wait.end", "slots");
    }
    this.#timeout = null;
    this.#previous = slots.map(({ allocationId }) => allocationId);
    return slots;
  }

  /** The job has failed meanwhile: nothing is awaited any more. */
  stopAwaiting(): void {
    if (this.#timeout !== null) this.#clock.cancel(this.#timeout);
    this.#timeout = null;
  }

  /** Takes what it has already, and what it needs; gives the allocations that were taken. */
  offer({ resourceId, node, incarnation }: TaskManagerIdentity, offers: readonly SlotOffer[]): string[] {
    const accepted: string[] = [];
    for (const { allocationId, slot } of offers) {
      if (!this.#pool.has(allocationId)) {
        if (this.#pool.size >= this.#required) continue;
        this.#pool.add({ allocationId, resourceId, node, incarnation, slot });
      }
      accepted.push(allocationId);
    }
    return accepted;
  }

  /** What the job has of a TaskManager process. */
  on(resourceId: string): SlotOffer[] {
    const own = this.#pool.all().filter((slot) => slot.resourceId === resourceId);
    return own.map(({ allocationId, slot }) => ({ allocationId, slot }));
  }

  /** The TaskManager has not got it; false: nor has the job. */
  remove(resourceId: string, allocationId: string): boolean {
    return this.#pool.remove(resourceId, allocationId);
  }

  /** A TaskManager process is gone, and its slots with it. */
  removeTaskManager(resourceId: string): void {
    this.#pool.removeTaskManager(resourceId);
  }

  onEvent(): void {
    this.#timeout = null;
    const have = this.#pool.size;
    const error = new Error(
      `Not enough free slots available to run the job: ${this.#required} are required and ${have} could be acquired, so ${this.#required - have} are missing. Lower the parallelism, add TaskManagers, or raise taskmanager.numberOfTaskSlots.`,
    );
    error.name = "NoResourceAvailableException";
    this.#owner.onSlotsMissing(error);
  }
}
