/** The JobManager process: Dispatcher, ResourceManager and the JobMasters of its jobs (`StandaloneSessionClusterEntrypoint`). */
import type { Configuration } from "../config/configuration.ts";
import type { Message, NodeId, World } from "../world.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { ProgramLoader } from "./program-graph.ts";
import { ResourceManager } from "./resource-manager.ts";
import { RpcService } from "./rpc.ts";

/** The process on the JobManager's machine. */
export class JobManager {
  readonly #rpc: RpcService;

  constructor(world: World, incarnation: number, configuration: Configuration, loader: ProgramLoader) {
    this.#rpc = new RpcService(world, `${world.node}#${incarnation}`);
    const resourceManager = new ResourceManager(world, this.#rpc, configuration);
    new Dispatcher(world, incarnation, this.#rpc, resourceManager, configuration, loader);
  }

  start(): void {}

  receive(from: NodeId, message: Message): void {
    if (message.class === "rpc" || message.class === "connection") this.#rpc.receive(from, message);
  }
}
