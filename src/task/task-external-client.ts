/** How the operators of a task reach external systems: requests leave when the task has come to them, like all it emits. */
import type { ExternalClient } from "../operators/operator.ts";
import type { NodeId } from "../world.ts";
import type { Step } from "./step.ts";
import type { StreamTask } from "./stream-task.ts";

/**
 * The client of one task. A class, because an engine gives each generator function a lasting hidden class when it is first
 * called, and one that was made for a task would keep the task and its whole run alive until the next full collection.
 */
export class TaskExternalClient implements ExternalClient {
  readonly #task: StreamTask;
  /** Requests whose time to leave has not come. */
  #emitting = 0;

  constructor(task: StreamTask) {
    this.#task = task;
  }

  *ask(to: NodeId, request: unknown, sizeBytes: number): Step<unknown> {
    return yield { kind: "external", to, request, sizeBytes };
  }

  send(to: NodeId, request: unknown, sizeBytes: number, onReply: (reply: unknown) => void): void {
    const task = this.#task;
    const { external, world } = task.environment;
    const reply = (body: unknown) => task.mailbox.guard(() => onReply(body));
    const at = task.slices.emissionTime();
    if (at <= world.clock.now() && this.#emitting === 0) {
      external.send(to, request, sizeBytes, task, reply);
      return;
    }
    this.#emitting++;
    const emit = () => {
      this.#emitting--;
      task.mailbox.guard(() => external.send(to, request, sizeBytes, task, reply));
    };
    world.clock.schedule(at, "cpu", { onEvent: emit }, 0, null);
  }
}
