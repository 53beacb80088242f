import type { StandardStreams } from "../operators/operator.ts";
import type { CauseContext } from "../trace/trace.ts";
import type { StreamTask } from "./stream-task.ts";

/** A line that the task has not come to yet. */
interface WaitingLine {
  readonly stream: "out" | "err";
  readonly line: string;
  readonly causes: CauseContext;
}

/**
 * Prints for the operators of one task. A TaskManager that dies before the task has come to a line never printed it; code
 * that throws has printed what it printed before.
 */
export class TaskStandardStreams implements StandardStreams {
  readonly #task: StreamTask;
  /** Their time has not come. */
  readonly #waiting: WaitingLine[] = [];

  constructor(task: StreamTask) {
    this.#task = task;
  }

  print(stream: "out" | "err", line: string): void {
    const { slices, environment } = this.#task;
    const { clock, trace } = environment.world;
    const at = slices.emissionTime();
    if (at <= clock.now() && this.#waiting.length === 0) {
      this.#tell(stream, line);
      return;
    }
    this.#waiting.push({ stream, line, causes: trace.causes() });
    clock.schedule(at, "cpu", { onEvent: () => this.#due() }, 0, null);
  }

  /** The code of the job has thrown: what waits was printed before. */
  flush(): void {
    const { trace } = this.#task.environment.world;
    const causes = trace.causes();
    for (const { stream, line, causes: own } of this.#waiting.splice(0)) {
      trace.resume(own);
      this.#tell(stream, line);
    }
    trace.resume(causes);
  }

  #due(): void {
    const first = this.#waiting.shift();
    if (first !== undefined && !this.#task.broken) this.#tell(first.stream, first.line);
  }

  #tell(stream: "out" | "err", line: string): void {
    const { deployment, environment } = this.#task;
    const { trace, node } = environment.world;
    const ext = { tm: node.replace(/^tm-/, ""), line };
    trace.emit("tm.print", { task: deployment.execution, b: stream === "out" ? 0 : 1, ext });
  }
}
