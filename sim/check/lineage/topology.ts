import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { EXEC_FINISHED, JOB_FINISHED } from "../states.ts";
import { listField, numberField, textField } from "../values.ts";

/** What the verdict must know of the job: which attempts are the last of their subtask, and which vertices end in a sink. */
export class LineageTopology {
  finished = false;
  private readonly vertexNumbers = new Map<string, number>();
  private readonly taskVertex = new Map<number, string>();
  /** By task, once it was asked for. */
  private readonly places = new Map<number, number>();
  private readonly current = new Map<string, number>();
  private readonly operators = new Map<string, number>();
  private readonly senders = new Set<string>();
  private readonly receivers = new Map<number, number>();
  readonly finishedTasks = new Map<number, EventId>();

  follow(event: TraceEvent): void {
    switch (event.kind) {
      case "vertex.def":
        this.operators.set(textField(event, "id"), Math.max(1, listField(event, "operators").length));
        return;
      case "edge.def":
        this.senders.add(textField(event, "from"));
        return;
      case "chan.def":
        this.receivers.set(event.ch, numberField(event, "toTask", -1));
        return;
      case "exec.def": {
        const vertex = textField(event, "vertex");
        this.taskVertex.set(event.task, vertex);
        this.places.delete(event.task);
        this.current.set(`${vertex} ${numberField(event, "subtask", 0)}`, event.task);
        return;
      }
      case "exec.state":
        if (event.b === EXEC_FINISHED) this.finishedTasks.set(event.task, event.id);
        return;
      case "job.state":
        this.finished = event.b === JOB_FINISHED;
    }
  }

  /** A small number for the vertex of a task. */
  place(task: number): number {
    const known = this.places.get(task);
    if (known !== undefined) return known;
    const vertex = this.taskVertex.get(task) ?? "";
    let place = this.vertexNumbers.get(vertex);
    if (place === undefined) {
      place = this.vertexNumbers.size;
      this.vertexNumbers.set(vertex, place);
    }
    this.places.set(task, place);
    return place;
  }

  /** The tasks that no later attempt replaces. */
  survivors(): Set<number> {
    return new Set(this.current.values());
  }

  /** The task that takes from a channel. */
  receiver(channel: number): number {
    return this.receivers.get(channel) ?? -1;
  }

  /** The vertex of the task sends to no other. */
  isTerminal(task: number): boolean {
    return !this.senders.has(this.taskVertex.get(task) ?? "");
  }

  /** The vertex of the task holds a sink and nothing else, so it drops no record. */
  isPureSink(task: number): boolean {
    return this.isTerminal(task) && (this.operators.get(this.taskVertex.get(task) ?? "") ?? 1) === 1;
  }
}
