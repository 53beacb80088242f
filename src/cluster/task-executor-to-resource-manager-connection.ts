/** A TaskManager's connection to the ResourceManager: it registers there, and again when it hears nothing any more. */
import type { Configuration } from "../config/configuration.ts";
import type { NodeId, World } from "../world.ts";
import { heartbeatOptions } from "./cluster-settings.ts";
import { HeartbeatMonitor, type HeartbeatOwner } from "./heartbeat.ts";
import {
  DEFAULT_LEADER_ID,
  RESOURCE_MANAGER,
  type ResourceManagerProtocol,
  type SlotStatus,
  type TaskManagerIdentity,
} from "./protocols.ts";
import { Registration } from "./registration.ts";
import type { RpcAddress, RpcService } from "./rpc.ts";
import type { FreeSlotListener } from "./task-slots.ts";

/** The TaskExecutor, as its connection to the ResourceManager sees it. */
export interface SlotReporter {
  slotReport(): SlotStatus[];
}

/** The connection of one TaskManager process. `TaskExecutorToResourceManagerConnection` */
export class TaskExecutorToResourceManagerConnection implements HeartbeatOwner, FreeSlotListener {
  readonly #world: World;
  readonly #rpc: RpcService;
  readonly #configuration: Configuration;
  readonly #identity: TaskManagerIdentity;
  readonly #resourceManager: RpcAddress;
  readonly #reporter: SlotReporter;
  readonly #heartbeat: HeartbeatMonitor;
  #registration: Registration | null = null;

  constructor(
    world: World,
    rpc: RpcService,
    configuration: Configuration,
    identity: TaskManagerIdentity,
    jobManager: NodeId,
    reporter: SlotReporter,
  ) {
    this.#world = world;
    this.#rpc = rpc;
    this.#configuration = configuration;
    this.#identity = identity;
    this.#resourceManager = { node: jobManager, endpoint: RESOURCE_MANAGER };
    this.#reporter = reporter;
    this.#heartbeat = new HeartbeatMonitor(world.clock, heartbeatOptions(configuration), this);
  }

  /** Registers, with what holds each slot now. */
  connect(): void {
    this.#registration?.cancel();
    const { resourceId, node, incarnation, index } = this.#identity;
    const body = { resourceId, node, incarnation, index, slots: this.#reporter.slotReport() };
    this.#registration = new Registration(this.#world.clock, this.#configuration, (timeoutMs, onResult) =>
      this.#rpc.ask<ResourceManagerProtocol, "registerTaskExecutor">(
        this.#resourceManager,
        "registerTaskExecutor",
        DEFAULT_LEADER_ID,
        body,
        timeoutMs,
        onResult,
      ),
    );
    this.#registration.start(() => this.#heartbeat.monitor(RESOURCE_MANAGER));
  }

  /** The ResourceManager has asked for a sign of life. */
  alive(): void {
    this.#heartbeat.alive(RESOURCE_MANAGER);
  }

  onHeartbeatLost(): void {
    this.connect();
  }

  notifySlotAvailable(slot: number, allocationId: string): void {
    this.#rpc.tell<ResourceManagerProtocol, "notifySlotAvailable">(
      this.#resourceManager,
      "notifySlotAvailable",
      DEFAULT_LEADER_ID,
      { resourceId: this.#identity.resourceId, slot, allocationId },
    );
  }
}
