import type { TraceEvent } from "../../../src/trace/trace.ts";
import { EXEC_FINISHED } from "../states.ts";

/**
 * Tasks whose state nobody will see again, although no checkpoint was missed: once a checkpoint that began after they had
 * finished is complete, a restart takes them as finished. What they still held, they were not asked to give.
 */
export class LeftBehind {
  private readonly finished = new Set<number>();
  /** By checkpoint: the tasks that had finished when it began. */
  private readonly atTrigger = new Map<number, readonly number[]>();
  private readonly leave: (task: number) => void;

  /** @param leave called once for each such task */
  constructor(leave: (task: number) => void) {
    this.leave = leave;
  }

  follow(event: TraceEvent): void {
    switch (event.kind) {
      case "exec.state":
        if (event.b === EXEC_FINISHED) this.finished.add(event.task);
        return;
      case "cp.trigger":
        if (this.finished.size > 0) this.atTrigger.set(event.ch, [...this.finished]);
        return;
      case "cp.complete":
        for (const task of this.atTrigger.get(event.ch) ?? []) {
          if (this.finished.delete(task)) this.leave(task);
        }
        this.atTrigger.delete(event.ch);
        return;
      case "cp.fail":
        this.atTrigger.delete(event.ch);
        return;
      // Whoever is not taken as finished begins anew.
      case "restart.plan":
        this.finished.clear();
        this.atTrigger.clear();
    }
  }
}
