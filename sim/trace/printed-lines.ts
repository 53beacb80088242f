import type { TraceEvent } from "../../src/trace/trace.ts";
import type { TraceObserver } from "./recorder.ts";

/** What functions have printed, by TaskManager and stream. Read from the trace, like everything that is told of a run. */
export class PrintedLines implements TraceObserver {
  /** Standard output and standard error. */
  readonly #lines = [new Map<string, string[]>(), new Map<string, string[]>()] as const;

  on(event: TraceEvent): void {
    if (event.kind !== "tm.print") return;
    const byMachine = this.#lines[event.b === 0 ? 0 : 1];
    const machine = String(event.ext?.tm);
    const lines = byMachine.get(machine);
    const line = String(event.ext?.line);
    if (lines === undefined) byMachine.set(machine, [line]);
    else lines.push(line);
  }

  /** Lines of one TaskManager, over all of its processes; of all of them, in order of their names, without a name. */
  of(stream: "out" | "err", taskManager?: string): string[] {
    const byMachine = this.#lines[stream === "out" ? 0 : 1];
    if (taskManager !== undefined) return [...(byMachine.get(taskManager) ?? [])];
    return this.machines(stream).flatMap((machine) => byMachine.get(machine) ?? []);
  }

  /** Names of the TaskManagers that have printed. */
  machines(stream: "out" | "err"): string[] {
    return [...this.#lines[stream === "out" ? 0 : 1].keys()].sort();
  }
}
