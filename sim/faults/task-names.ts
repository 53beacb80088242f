/** Which task an event happens in, by the names that the trace has given before. */
import type { TraceEvent } from "../../src/trace/trace.ts";
import type { AnchorTask } from "./anchor-task.ts";
import { isMeant, type KnownTask } from "./known-tasks.ts";

interface Attempt {
  readonly task: KnownTask;
  /** From 1. */
  readonly subtask: number;
}

/** Learns the chains and attempts of a run while it is fed its events. */
export class TaskNames {
  readonly #tasks = new Map<string, KnownTask>();
  readonly #attempts = new Map<number, Attempt>();

  learn({ kind, task, ext }: TraceEvent): void {
    if (kind === "vertex.def") {
      const { id, name, parallelism } = ext as { id: string; name: string; parallelism: number };
      const operators = ext?.operators as readonly { readonly name: string }[];
      this.#tasks.set(id, { names: [name, ...operators.map((operator) => operator.name)], parallelism });
    } else if (kind === "exec.def") {
      const known = this.#tasks.get(String(ext?.vertex));
      if (known !== undefined) this.#attempts.set(task, { task: known, subtask: Number(ext?.subtask) + 1 });
    }
  }

  /** Does the event happen in the task that an anchor names? */
  isIn({ task }: TraceEvent, anchor: AnchorTask): boolean {
    const attempt = this.#attempts.get(task);
    if (attempt === undefined || !isMeant(anchor, attempt.task)) return false;
    return anchor.subtask === null || anchor.subtask === attempt.subtask;
  }

  /**
   * The shortest name for the task of an event: its first operator, unless another chain has one of this name; the subtask if
   * there are several. Null for what happens in no task.
   */
  anchorOf({ task }: TraceEvent): AnchorTask | null {
    const attempt = this.#attempts.get(task);
    if (attempt === undefined) return null;
    const [chain, head = chain] = attempt.task.names;
    const isShared = [...this.#tasks.values()].some((other) => other !== attempt.task && other.names.includes(head));
    const subtask = attempt.task.parallelism === 1 ? null : attempt.subtask;
    return { name: isShared ? chain : head, subtask };
  }
}
