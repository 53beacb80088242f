/** What user code asked of its surroundings: time and chance that are virtual here and differ from run to run elsewhere. */
import type { TraceEvent } from "../../src/trace/trace.ts";
import type { TraceObserver } from "../trace/recorder.ts";

/** The first use of one global in a run. */
export interface AmbientUse {
  /** `Date.now`, `new Date`, `Math.random` or `performance.now`. */
  readonly global: string;
  /** Name of the chain of operators in which that was, or of the job's program. */
  readonly operator: string;
  /** What to use in its place. */
  readonly advice: string;
}

const LABEL = /^user code used (.+)$/;
const PROGRAM = "the job's program";

/** Reads it from the trace: the run marks each first use, and the event before it tells who is at work. */
export class AmbientUses implements TraceObserver {
  readonly uses: AmbientUse[] = [];
  readonly #vertices = new Map<string, string>();
  /** Names of the vertices of attempts. */
  readonly #tasks = new Map<number, string>();
  #last = -1;
  #lastMicros = -1;

  on({ kind, task, t, ext }: TraceEvent): void {
    if (kind === "mark") {
      const [, global] = LABEL.exec(String(ext?.label)) ?? [];
      if (global === undefined) return;
      const operator = this.#lastMicros === t ? this.#tasks.get(this.#last) : undefined;
      this.uses.push({ global, operator: operator ?? PROGRAM, advice: String(ext?.advice) });
      return;
    }
    if (kind === "vertex.def") this.#vertices.set(String(ext?.id), String(ext?.name));
    else if (kind === "exec.def") this.#tasks.set(task, this.#vertices.get(String(ext?.vertex)) ?? PROGRAM);
    else if (task >= 0) {
      this.#last = task;
      this.#lastMicros = t;
    }
  }
}

/** Uses of many runs, put together. */
export class AmbientCounts {
  readonly #counts = new Map<string, { readonly use: AmbientUse; runs: number }>();

  /** @param uses of one run */
  add(uses: readonly AmbientUse[]): void {
    for (const use of uses) {
      const name = `${use.global} in ${use.operator}`;
      const known = this.#counts.get(name);
      if (known === undefined) this.#counts.set(name, { use, runs: 1 });
      else known.runs++;
    }
  }

  /** Each with the number of runs in which it was, the most frequent first. */
  get all(): readonly (AmbientUse & { readonly runs: number })[] {
    return [...this.#counts.values()].map(({ use, runs }) => ({ ...use, runs })).sort((a, b) => b.runs - a.runs);
  }

  /** One sentence for each, for people. */
  get sentences(): readonly string[] {
    return this.all.map(
      ({ global, operator, runs, advice }) =>
        `${operator} asked ${global} in ${runs} ${runs === 1 ? "run" : "runs"}, which gives something else each time it is asked outside of a simulation: ${advice}.`,
    );
  }
}
