/** The attempts of the present epoch of a job, as monitors need to know them. */
import type { TraceKind } from "../../../src/trace/kinds.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";
import { EXEC_FINISHED, EXEC_RUNNING } from "../states.ts";
import { field, numberField, textField } from "../values.ts";

const END_OF_DATA = "end-of-data";

interface Attempt {
  readonly task: number;
  /** Vertex and subtask. */
  readonly name: string;
  state: "starting" | "running" | "finished";
  hasInputs: boolean;
  hasOutputs: boolean;
  /** It has said that it sends no more. */
  dataEnded: boolean;
}

/** Feed it the kinds of `ATTEMPT_KINDS`. */
export class Attempts {
  readonly #attempts = new Map<number, Attempt>();
  readonly #vertices = new Map<string, string>();
  #starting = 0;

  follow(event: TraceEvent): void {
    switch (event.kind) {
      case "vertex.def":
        this.#vertices.set(textField(event, "id"), textField(event, "name"));
        return;
      case "topo.epoch":
        this.#attempts.clear();
        this.#starting = 0;
        return;
      case "exec.def":
        this.#define(event);
        return;
      case "chan.def": {
        const from = this.#attempts.get(numberField(event, "fromTask", -1));
        const to = this.#attempts.get(numberField(event, "toTask", -1));
        if (from !== undefined) from.hasOutputs = true;
        if (to !== undefined) to.hasInputs = true;
        return;
      }
      case "buf.send": {
        const attempt = this.#attempts.get(event.task);
        if (attempt !== undefined && field(event, "event") === END_OF_DATA) attempt.dataEnded = true;
        return;
      }
      case "exec.state": {
        const attempt = this.#attempts.get(event.task);
        if (attempt === undefined || (event.b !== EXEC_RUNNING && event.b !== EXEC_FINISHED)) return;
        if (attempt.state === "starting") this.#starting--;
        attempt.state = event.b === EXEC_RUNNING ? "running" : "finished";
        if (attempt.state === "finished") attempt.dataEnded = true;
        return;
      }
    }
  }

  /** There are attempts, and all of them run or have finished. */
  get allRun(): boolean {
    return this.#attempts.size > 0 && this.#starting === 0;
  }

  all(): Iterable<Attempt> {
    return this.#attempts.values();
  }

  find(task: number): Attempt | undefined {
    return this.#attempts.get(task);
  }

  /** All that is read from outside has been read. */
  get inputEnded(): boolean {
    for (const { hasInputs, dataEnded } of this.#attempts.values()) if (!hasInputs && !dataEnded) return false;
    return this.#attempts.size > 0;
  }

  /** The first that does not run yet, for a sentence. */
  firstStarting(): string | null {
    for (const { name, state } of this.#attempts.values()) if (state === "starting") return name;
    return null;
  }

  #define(event: TraceEvent): void {
    const vertex = textField(event, "vertex");
    const name = `${this.#vertices.get(vertex) ?? vertex} (${numberField(event, "subtask", 0) + 1}), task ${event.task},`;
    this.#starting++;
    this.#attempts.set(event.task, {
      task: event.task,
      name,
      state: "starting",
      hasInputs: false,
      hasOutputs: false,
      dataEnded: false,
    });
  }
}

/** What `Attempts.follow` wants to see. */
export const ATTEMPT_KINDS = [
  "vertex.def",
  "topo.epoch",
  "exec.def",
  "chan.def",
  "buf.send",
  "exec.state",
] as const satisfies readonly TraceKind[];
