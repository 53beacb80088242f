/** How a JobMaster calls the TaskExecutors that work for it (`RpcTaskManagerGateway`). */
import type { NodeId } from "../world.ts";
import { TASK_EXECUTOR, type TaskExecutorProtocol } from "./protocols.ts";
import type { RpcResult, RpcService } from "./rpc.ts";

/** The calls of one JobMaster. `TaskManagerGateway` */
export class TaskManagerGateway {
  readonly #rpc: RpcService;
  readonly #timeoutMs: number;

  constructor(rpc: RpcService, timeoutMs: number) {
    this.#rpc = rpc;
    this.#timeoutMs = timeoutMs;
  }

  ask<M extends keyof TaskExecutorProtocol & string>(
    node: NodeId,
    method: M,
    body: TaskExecutorProtocol[M]["body"],
    onResult: (result: RpcResult<TaskExecutorProtocol[M]["reply"]>) => void,
  ): void {
    const to = { node, endpoint: TASK_EXECUTOR };
    this.#rpc.ask<TaskExecutorProtocol, M>(to, method, null, body, this.#timeoutMs, onResult);
  }

  tell<M extends keyof TaskExecutorProtocol & string>(
    node: NodeId,
    method: M,
    body: TaskExecutorProtocol[M]["body"],
  ): void {
    this.#rpc.tell<TaskExecutorProtocol, M>({ node, endpoint: TASK_EXECUTOR }, method, null, body);
  }
}
