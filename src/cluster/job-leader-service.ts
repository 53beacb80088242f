/**
 * A TaskManager's connections to the JobMasters for which it holds slots: it registers, offers its slots, reports, and
 * notices when a JobMaster is gone (`DefaultJobLeaderService`, `JobTable`).
 */
import type { Configuration } from "../config/configuration.ts";
import { RPC_ASK_TIMEOUT } from "../config/options.ts";
import type { World } from "../world.ts";
import { heartbeatOptions } from "./cluster-settings.ts";
import { HeartbeatMonitor, type HeartbeatOwner } from "./heartbeat.ts";
import type { JobMasterIdentity, JobMasterProtocol, TaskManagerIdentity } from "./protocols.ts";
import { Registration } from "./registration.ts";
import type { RpcService } from "./rpc.ts";
import type { TaskSlots } from "./task-slots.ts";

/** `JobTable.Connection` */
interface JobConnection {
  readonly master: JobMasterIdentity;
  registered: boolean;
  registration: Registration | null;
  /** The offer whose answer counts. */
  offer: number;
}

/** The TaskExecutor, as its connections to JobMasters see it. `JobLeaderListener` */
export interface JobLeaderListener {
  /** The job's tasks and slots are to be given up. */
  onJobMasterLost(jobId: string, cause: string): void;
}

/** The connections of one TaskManager process, one per job. `DefaultJobLeaderService` */
export class JobLeaderService implements HeartbeatOwner {
  readonly #world: World;
  readonly #rpc: RpcService;
  readonly #configuration: Configuration;
  readonly #identity: TaskManagerIdentity;
  readonly #slots: TaskSlots;
  readonly #listener: JobLeaderListener;
  readonly #heartbeat: HeartbeatMonitor;
  readonly #jobs = new Map<string, JobConnection>();

  constructor(
    world: World,
    rpc: RpcService,
    configuration: Configuration,
    identity: TaskManagerIdentity,
    slots: TaskSlots,
    listener: JobLeaderListener,
  ) {
    this.#world = world;
    this.#rpc = rpc;
    this.#configuration = configuration;
    this.#identity = identity;
    this.#slots = slots;
    this.#listener = listener;
    this.#heartbeat = new HeartbeatMonitor(world.clock, heartbeatOptions(configuration), this);
  }

  /** The JobMaster that leads the job as far as is known here; null: none. */
  masterOf(jobId: string): JobMasterIdentity | null {
    return this.#jobs.get(jobId)?.master ?? null;
  }

  /** Is this the JobMaster that this TaskManager works for? */
  follows(jobId: string, jobMasterId: string): boolean {
    return this.#jobs.get(jobId)?.master.jobMasterId === jobMasterId;
  }

  /** Registers at the JobMaster, if it is not done yet, and offers it the slots that are held for its job. */
  connect(master: JobMasterIdentity): void {
    const known = this.#jobs.get(master.jobId);
    if (known?.master.jobMasterId === master.jobMasterId) {
      if (known.registered) this.#offerSlots(known);
      return;
    }
    if (known !== undefined) this.disconnect(master.jobId, "A new JobManager leads the job.");
    const job: JobConnection = { master, registered: false, registration: null, offer: 0 };
    this.#jobs.set(master.jobId, job);
    job.registration = new Registration(this.#world.clock, this.#configuration, (timeoutMs, onResult) =>
      this.#rpc.ask<JobMasterProtocol, "registerTaskManager">(
        master.address,
        "registerTaskManager",
        master.jobMasterId,
        this.#identity,
        timeoutMs,
        onResult,
      ),
    );
    job.registration.start(() => {
      if (this.#jobs.get(master.jobId) !== job) return;
      job.registered = true;
      this.#heartbeat.monitor(master.jobId);
      this.#offerSlots(job);
    });
  }

  disconnect(jobId: string, cause: string): void {
    const job = this.#jobs.get(jobId);
    if (job === undefined) return;
    job.registration?.cancel();
    this.#jobs.delete(jobId);
    this.#heartbeat.unmonitor(jobId);
    this.#listener.onJobMasterLost(jobId, cause);
  }

  /** The JobMaster has asked for a sign of life. */
  alive(jobId: string): void {
    this.#heartbeat.alive(jobId);
  }

  onHeartbeatLost(jobId: string): void {
    this.disconnect(jobId, "The heartbeat of the JobManager timed out.");
  }

  tell<M extends keyof JobMasterProtocol & string>(jobId: string, method: M, body: JobMasterProtocol[M]["body"]): void {
    const master = this.masterOf(jobId);
    if (master !== null) this.#rpc.tell<JobMasterProtocol, M>(master.address, method, master.jobMasterId, body);
  }

  /** What must not get lost is repeated until the JobMaster has answered; its handlers take repetitions. */
  report<M extends "updateTaskExecutionState" | "sendOperatorEventToCoordinator">(
    jobId: string,
    method: M,
    body: JobMasterProtocol[M]["body"],
  ): void {
    const master = this.masterOf(jobId);
    if (master === null) return;
    const { address, jobMasterId } = master;
    this.#rpc.ask<JobMasterProtocol, M>(address, method, jobMasterId, body, this.#askTimeoutMs, (result) => {
      if (!result.ok && result.reason === "timeout" && this.follows(jobId, jobMasterId))
        this.report(jobId, method, body);
    });
  }

  /** Offers every slot that is held for the job; only the answer to the newest offer counts. */
  #offerSlots(job: JobConnection): void {
    const { jobId, jobMasterId, address } = job.master;
    const slots = this.#slots.allocatedTo(jobId);
    if (slots.length === 0) return;
    const offer = ++job.offer;
    const offers = slots.map((slot) => ({ allocationId: slot.allocationId ?? "", slot: slot.index }));
    for (const { allocationId, slot } of offers)
      this.#world.trace.emit("slot.offer", {
        ch: this.#identity.index,
        a: slot,
        ext: { allocation: allocationId, job: jobId },
      });
    this.#rpc.ask<JobMasterProtocol, "offerSlots">(
      address,
      "offerSlots",
      jobMasterId,
      { resourceId: this.#identity.resourceId, slots: offers },
      this.#askTimeoutMs,
      (result) => {
        if (this.#jobs.get(jobId) !== job || job.offer !== offer) return;
        if (!result.ok) {
          if (result.reason === "timeout") this.#offerSlots(job);
          else for (const slot of slots) this.#slots.free(slot);
          return;
        }
        for (const { allocationId } of offers) {
          const slot = this.#slots.byAllocation(allocationId);
          if (slot === null) continue;
          if (result.body.accepted.includes(allocationId)) this.#slots.activate(slot);
          else this.#slots.free(slot);
        }
      },
    );
  }

  get #askTimeoutMs(): number {
    return this.#configuration.get(RPC_ASK_TIMEOUT);
  }
}
