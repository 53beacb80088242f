/** The TaskManagers that work for a job: heartbeats, what runs where, and which are lost (`JobMaster.registeredTaskManagers`). */
import type { Micros, World } from "../world.ts";
import { HeartbeatMonitor, type HeartbeatOptions, type HeartbeatOwner } from "./heartbeat.ts";
import type { JobMasterIdentity, SlotOffer, TaskManagerIdentity } from "./protocols.ts";
import type { TaskManagerGateway } from "./task-manager-gateway.ts";

/** The JobMaster, as its table of TaskManagers sees it. `E` is what it has deployed there. */
export interface TaskManagersOwner<E> {
  /** What the TaskManager should have, as of now. */
  deployedOn(resourceId: string): readonly E[];
  /** The slots that the job has of it, as of now. */
  slotsOn(resourceId: string): readonly SlotOffer[];
  /** What it says it has. `ExecutionDeploymentReconciler` */
  onDeploymentReport(expected: readonly E[], present: readonly number[]): void;
  onTaskManagerLost(resourceId: string, reason: string): void;
}

/** The TaskManagers of one job, by process. */
export class RegisteredTaskManagers<E> implements HeartbeatOwner {
  readonly #world: World;
  readonly #job: JobMasterIdentity;
  readonly #gateway: TaskManagerGateway;
  readonly #owner: TaskManagersOwner<E>;
  readonly #heartbeat: HeartbeatMonitor;
  readonly #managers = new Map<string, TaskManagerIdentity>();

  constructor(
    world: World,
    job: JobMasterIdentity,
    gateway: TaskManagerGateway,
    heartbeat: HeartbeatOptions,
    owner: TaskManagersOwner<E>,
  ) {
    this.#world = world;
    this.#job = job;
    this.#gateway = gateway;
    this.#owner = owner;
    this.#heartbeat = new HeartbeatMonitor(world.clock, heartbeat, this);
  }

  register(identity: TaskManagerIdentity): void {
    this.#managers.set(identity.resourceId, identity);
    this.#heartbeat.monitor(identity.resourceId);
  }

  find(resourceId: string): TaskManagerIdentity | null {
    return this.#managers.get(resourceId) ?? null;
  }

  /** The job has ended. */
  disconnectAll(): void {
    const { jobId } = this.#job;
    for (const { resourceId, node } of this.#managers.values()) {
      this.#heartbeat.unmonitor(resourceId);
      this.#gateway.tell(node, "disconnectJobManager", { jobId, cause: `The job ${jobId} has ended.` });
    }
  }

  requestHeartbeat(resourceId: string): void {
    const manager = this.#managers.get(resourceId);
    if (manager === undefined) {
      this.#heartbeat.unmonitor(resourceId);
      return;
    }
    const { jobId, jobMasterId } = this.#job;
    const expected = this.#owner.deployedOn(resourceId);
    const body = { resourceId, jobId, jobMasterId, slots: this.#owner.slotsOn(resourceId) };
    this.#gateway.ask(manager.node, "heartbeatFromJobManager", body, (result) => {
      if (result.ok) {
        this.#heartbeat.alive(resourceId);
        this.#owner.onDeploymentReport(expected, result.body.executions);
      } else if (result.reason === "unreachable") this.#heartbeat.failed(resourceId);
      else if (result.reason === "refused") this.onHeartbeatLost(resourceId, "refused", 0);
    });
  }

  onHeartbeatLost(resourceId: string, reason: string, silentMicros: Micros): void {
    const manager = this.#managers.get(resourceId);
    if (manager === undefined) return;
    this.#managers.delete(resourceId);
    this.#heartbeat.unmonitor(resourceId);
    this.#world.trace.step("tm.lost", {
      ch: manager.index,
      x: silentMicros,
      ext: { id: resourceId, reason, by: "jobmaster" },
    });
    this.#owner.onTaskManagerLost(resourceId, reason);
  }
}
