import type { StandardStreams } from "../operators/operator.ts";
import type { StreamTask } from "./stream-task.ts";

/** Prints for the operators of one task. A TaskManager that dies before the task has come to a line never printed it. */
export class TaskStandardStreams implements StandardStreams {
  readonly #task: StreamTask;
  /** Lines whose time has not come. */
  #waiting = 0;

  constructor(task: StreamTask) {
    this.#task = task;
  }

  print(stream: "out" | "err", line: string): void {
    const { slices, environment } = this.#task;
    const { clock } = environment.world;
    const at = slices.emissionTime();
    if (at <= clock.now() && this.#waiting === 0) {
      this.#tell(stream, line);
      return;
    }
    this.#waiting++;
    const due = () => {
      this.#waiting--;
      if (!this.#task.broken) this.#tell(stream, line);
    };
    clock.schedule(at, "cpu", { onEvent: due }, 0, null);
  }

  #tell(stream: "out" | "err", line: string): void {
    const { deployment, environment } = this.#task;
    const { trace, node } = environment.world;
    const ext = { tm: node.replace(/^tm-/, ""), line };
    trace.emit("tm.print", { task: deployment.execution, b: stream === "out" ? 0 : 1, ext });
  }
}
