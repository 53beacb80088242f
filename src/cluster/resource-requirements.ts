/**
 * The JobMaster's connection to the ResourceManager: it registers there and declares how many slots the job needs, again
 * and again until it is heard (`DeclareResourceRequirementServiceConnectionManager`).
 */
import type { Configuration } from "../config/configuration.ts";
import { RPC_ASK_TIMEOUT } from "../config/options.ts";
import type { Clock } from "../world.ts";
import type { JobStatus } from "./job-status.ts";
import {
  DEFAULT_LEADER_ID,
  type JobMasterIdentity,
  RESOURCE_MANAGER,
  type ResourceManagerProtocol,
} from "./protocols.ts";
import { Registration } from "./registration.ts";
import type { RpcAddress, RpcService } from "./rpc.ts";

/** What one job asks of the ResourceManager. `ResourceRequirements` */
export class ResourceRequirements {
  readonly #clock: Clock;
  readonly #rpc: RpcService;
  readonly #cluster: Configuration;
  readonly #identity: JobMasterIdentity;
  readonly #status: JobStatus;
  readonly #resourceManager: RpcAddress;
  #slots = 0;

  constructor(clock: Clock, rpc: RpcService, cluster: Configuration, identity: JobMasterIdentity, status: JobStatus) {
    this.#clock = clock;
    this.#rpc = rpc;
    this.#cluster = cluster;
    this.#identity = identity;
    this.#status = status;
    this.#resourceManager = { node: identity.address.node, endpoint: RESOURCE_MANAGER };
  }

  /** Registers the JobMaster, then declares that its job needs so many slots. */
  connect(slots: number): void {
    this.#slots = slots;
    const registration = new Registration(this.#clock, this.#cluster, (timeoutMs, onResult) =>
      this.#rpc.ask<ResourceManagerProtocol, "registerJobMaster">(
        this.#resourceManager,
        "registerJobMaster",
        DEFAULT_LEADER_ID,
        this.#identity,
        timeoutMs,
        onResult,
      ),
    );
    registration.start(() => this.declare());
  }

  declare(): void {
    this.#rpc.ask<ResourceManagerProtocol, "declareRequiredResources">(
      this.#resourceManager,
      "declareRequiredResources",
      DEFAULT_LEADER_ID,
      { jobId: this.#identity.jobId, slots: this.#slots },
      this.#cluster.get(RPC_ASK_TIMEOUT),
      (result) => {
        if (!result.ok && !this.#status.ended) this.declare();
      },
    );
  }
}
