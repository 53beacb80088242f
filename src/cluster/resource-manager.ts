/**
 * Knows the TaskManagers and which of their slots serve which job (`ResourceManager` with a declarative `SlotManager`): a
 * JobMaster declares how many slots it needs, and free ones are requested for it until it has them.
 */
import type { Configuration } from "../config/configuration.ts";
import { RPC_ASK_TIMEOUT, TASK_MANAGER_LOAD_BALANCE_MODE } from "../config/options.ts";
import type { World } from "../world.ts";
import { heartbeatOptions } from "./cluster-settings.ts";
import { HeartbeatMonitor } from "./heartbeat.ts";
import {
  DEFAULT_LEADER_ID,
  type JobMasterIdentity,
  RESOURCE_MANAGER,
  type ResourceManagerProtocol,
  type SlotStatus,
  TASK_EXECUTOR,
  type TaskExecutorProtocol,
  type TaskManagerIdentity,
} from "./protocols.ts";
import { type Answer, endpoint, type RpcService } from "./rpc.ts";

interface ManagedSlot {
  readonly index: number;
  allocationId: string | null;
  jobId: string | null;
  /** Asked for; the TaskManager has not answered. */
  requested: boolean;
}

interface TaskManager {
  readonly identity: TaskManagerIdentity;
  readonly slots: ManagedSlot[];
}

interface Requirement {
  readonly master: JobMasterIdentity;
  slots: number;
}

/** The ResourceManager of one JobManager process. */
export class ResourceManager {
  readonly #world: World;
  readonly #rpc: RpcService;
  readonly #configuration: Configuration;
  /** In order of registration. */
  readonly #taskManagers = new Map<string, TaskManager>();
  readonly #requirements = new Map<string, Requirement>();
  readonly #heartbeat: HeartbeatMonitor;
  #allocations = 0;

  constructor(world: World, rpc: RpcService, configuration: Configuration) {
    this.#world = world;
    this.#rpc = rpc;
    this.#configuration = configuration;
    this.#heartbeat = new HeartbeatMonitor(world.clock, heartbeatOptions(configuration), {
      requestHeartbeat: (target) => this.#requestHeartbeat(target),
      onHeartbeatLost: (target, reason, silentMicros) => this.#lose(target, reason, silentMicros),
    });
    rpc.register(
      endpoint<ResourceManagerProtocol>(RESOURCE_MANAGER, () => DEFAULT_LEADER_ID, {
        registerTaskExecutor: (body, answer) => this.#register(body, answer),
        registerJobMaster: (master, answer) => {
          this.#requirements.set(master.jobId, { master, slots: 0 });
          answer.give(null);
        },
        declareRequiredResources: ({ jobId, slots }, answer) => {
          const requirement = this.#requirements.get(jobId);
          if (requirement === undefined) {
            answer.refuse(`The job ${jobId} is not registered.`);
            return;
          }
          requirement.slots = slots;
          answer.give(null);
          this.#fulfil();
        },
        notifySlotAvailable: ({ resourceId, slot, allocationId }, answer) => {
          const managed = this.#taskManagers.get(resourceId)?.slots[slot];
          if (managed?.allocationId === allocationId) {
            managed.allocationId = null;
            managed.jobId = null;
          }
          answer.give(null);
          this.#fulfil();
        },
        heartbeatFromTaskManager: ({ resourceId }, answer) => {
          this.#heartbeat.alive(resourceId);
          answer.give(null);
        },
      }),
    );
  }

  #register(body: ResourceManagerProtocol["registerTaskExecutor"]["body"], answer: Answer<null>): void {
    const { resourceId, node, incarnation, index } = body;
    const slots = body.slots.map(({ slot, allocationId, jobId }) => ({
      index: slot,
      allocationId,
      jobId,
      requested: false,
    }));
    this.#taskManagers.set(resourceId, { identity: { resourceId, node, incarnation, index }, slots });
    this.#world.trace.step("tm.register", { ch: index, ext: { id: resourceId } });
    this.#heartbeat.monitor(resourceId);
    answer.give(null);
    this.#fulfil();
  }

  /** Requests free slots for the jobs that lack some. */
  #fulfil(): void {
    for (const [jobId, requirement] of this.#requirements) {
      let held = 0;
      for (const manager of this.#taskManagers.values())
        for (const slot of manager.slots) if (slot.jobId === jobId) held++;
      for (let missing = requirement.slots - held; missing > 0; missing--) {
        const free = this.#freeSlot();
        if (free === null) break;
        this.#request(requirement.master, free.manager, free.slot);
      }
    }
  }

  /** The first free one, or, when slots are to be spread, one of the TaskManager that serves least. */
  #freeSlot(): { manager: TaskManager; slot: ManagedSlot } | null {
    const spread = this.#configuration.get(TASK_MANAGER_LOAD_BALANCE_MODE) === "SLOTS";
    let best: { manager: TaskManager; slot: ManagedSlot; used: number } | null = null;
    for (const manager of this.#taskManagers.values()) {
      const slot = manager.slots.find(({ allocationId }) => allocationId === null);
      if (slot === undefined) continue;
      const used = manager.slots.filter(({ allocationId }) => allocationId !== null).length;
      if (best === null || used < best.used) best = { manager, slot, used };
      if (!spread) break;
    }
    return best;
  }

  #request(master: JobMasterIdentity, manager: TaskManager, slot: ManagedSlot): void {
    const allocationId = `allocation-${this.#allocations++}`;
    slot.allocationId = allocationId;
    slot.jobId = master.jobId;
    slot.requested = true;
    const { resourceId, node } = manager.identity;
    const body = { resourceId, slot: slot.index, allocationId, jobMaster: master };
    this.#rpc.ask<TaskExecutorProtocol, "requestSlot">(
      { node, endpoint: TASK_EXECUTOR },
      "requestSlot",
      null,
      body,
      this.#configuration.get(RPC_ASK_TIMEOUT),
      (result) => {
        slot.requested = false;
        if (result.ok || slot.allocationId !== allocationId) return;
        slot.allocationId = null;
        slot.jobId = null;
        // The process that held the slot is gone or another: its heartbeat will say so; do not ask it again until then.
        if (result.reason !== "timeout") this.#taskManagers.delete(resourceId);
        this.#fulfil();
      },
    );
  }

  #requestHeartbeat(resourceId: string): void {
    const manager = this.#taskManagers.get(resourceId);
    if (manager === undefined) {
      this.#heartbeat.unmonitor(resourceId);
      return;
    }
    this.#rpc.ask<TaskExecutorProtocol, "heartbeatFromResourceManager">(
      { node: manager.identity.node, endpoint: TASK_EXECUTOR },
      "heartbeatFromResourceManager",
      null,
      { resourceId },
      this.#configuration.get(RPC_ASK_TIMEOUT),
      (result) => {
        if (result.ok) {
          this.#heartbeat.alive(resourceId);
          this.#reconcile(manager, result.body.slots);
        } else if (result.reason !== "timeout") this.#heartbeat.failed(resourceId);
      },
    );
  }

  /** A slot whose release was not heard of is free again. */
  #reconcile(manager: TaskManager, report: readonly SlotStatus[]): void {
    for (const { slot, allocationId, jobId } of report) {
      const managed = manager.slots[slot];
      if (managed.requested || managed.allocationId === allocationId) continue;
      managed.allocationId = allocationId;
      managed.jobId = jobId;
    }
    this.#fulfil();
  }

  #lose(resourceId: string, reason: string, silentMicros: number): void {
    const manager = this.#taskManagers.get(resourceId);
    if (manager === undefined) return;
    this.#world.trace.step("tm.lost", {
      ch: manager.identity.index,
      x: silentMicros,
      ext: { id: resourceId, reason, by: "resourcemanager" },
    });
    this.#taskManagers.delete(resourceId);
    this.#fulfil();
  }

  /** The job has ended: its slots come back as their TaskManagers report them. */
  release(jobId: string): void {
    this.#requirements.delete(jobId);
  }
}
