/** Folds a trace into what a reader of the report wants to know: what happened when, and how recovery went. */

import { causeSentence } from "../sim/narrate/cause.ts";
import type { TraceObserver } from "../sim/trace/recorder.ts";
import { EXECUTION_STATES, JOB_STATES } from "../src/trace/kinds.ts";
import type { TraceEvent } from "../src/trace/trace.ts";

/** From a failure to the job running again. Times are virtual, µs. */
export interface Incident {
  /** When the fault struck; if none did, when the failure was noticed. */
  readonly beganAt: number;
  /** Text form of the fault that struck last before it; null: none. */
  readonly fault: string | null;
  readonly noticedAt: number;
  /** How the runtime noticed it. */
  readonly noticed: string;
  restarts: number;
  /** Checkpoint that was restored; 0: none. */
  checkpoint: number;
  /** All tasks run again. */
  runningAt: number | null;
  /** The sources are where they had been. */
  caughtUpAt: number | null;
  replayed: number;
}

/** A line of the timeline. */
export interface Moment {
  readonly at: number;
  readonly text: string;
}

const RUNNING = EXECUTION_STATES.indexOf("RUNNING");

export class RunStory implements TraceObserver {
  readonly incidents: Incident[] = [];
  readonly moments: Moment[] = [];
  /** Durations of completed checkpoints, µs. */
  readonly checkpointMicros: number[] = [];
  /** When each checkpoint completed, µs. */
  readonly completedAt: number[] = [];
  /** Checkpoints that failed while the job went on. */
  readonly failed: { readonly checkpoint: number; readonly at: number }[] = [];
  runningAt: number | null = null;
  #fault: { readonly at: number; readonly spec: string } | null = null;
  #deployed = 0;
  #running = 0;
  readonly #furthest = new Map<string, number>();

  /** Records that were read so far, each counted once. */
  get read(): number {
    let sum = 0;
    for (const furthest of this.#furthest.values()) sum += furthest + 1;
    return sum;
  }

  /** Restarts so far. */
  get restarts(): number {
    return this.incidents.reduce((sum, { restarts }) => sum + restarts, 0);
  }

  on(event: TraceEvent): void {
    switch (event.kind) {
      case "src.emit":
        this.#onRecord(event);
        return;
      case "iv.apply":
        this.#fault = { at: event.t, spec: String(event.ext?.spec) };
        this.#say(event.t, `fault ${this.#fault.spec}`);
        return;
      case "iv.end":
        this.#say(
          event.t,
          `the fault is over${/^crash/.test(String(event.ext?.spec)) ? ": the process starts again" : ""}`,
        );
        return;
      case "restart.plan":
        this.#onFailure(event);
        return;
      case "topo.epoch":
        this.#deployed = 0;
        this.#running = 0;
        return;
      case "exec.def":
        this.#deployed++;
        return;
      case "exec.state":
        if (event.b === RUNNING && ++this.#running === this.#deployed) this.#onRunning(event.t);
        return;
      case "cp.restore":
        this.#onRestore(event);
        return;
      case "cp.complete":
        this.checkpointMicros.push(event.x);
        this.completedAt.push(event.t);
        return;
      case "cp.fail":
        this.failed.push({ checkpoint: event.ch, at: event.t });
        this.#say(event.t, `checkpoint ${event.ch} failed: ${String(event.ext?.reason ?? "")}`);
        return;
      case "job.state":
        if (["FINISHED", "FAILED", "CANCELED"].includes(JOB_STATES[event.b]))
          this.#say(event.t, `job ${JOB_STATES[event.b].toLowerCase()}`);
        return;
      default:
        return;
    }
  }

  #say(at: number, text: string): void {
    this.moments.push({ at, text });
  }

  #onRecord(event: TraceEvent): void {
    const split = String(event.ext?.split);
    const furthest = this.#furthest.get(split) ?? -1;
    if (event.b > furthest) {
      this.#furthest.set(split, event.b);
      return;
    }
    const incident = this.incidents.at(-1);
    if (incident === undefined) return;
    incident.replayed++;
    incident.caughtUpAt = event.t;
  }

  #onFailure(event: TraceEvent): void {
    const open = this.incidents.at(-1);
    if (open !== undefined && open.runningAt === null) {
      open.restarts++;
      return;
    }
    const noticed = causeSentence(String(event.ext?.cause ?? "the job failed"));
    const fault = this.#fault;
    this.#fault = null;
    this.incidents.push({
      beganAt: fault?.at ?? event.t,
      fault: fault?.spec ?? null,
      noticedAt: event.t,
      noticed,
      restarts: 1,
      checkpoint: 0,
      runningAt: null,
      caughtUpAt: null,
      replayed: 0,
    });
    this.#say(event.t, `noticed: ${noticed}`);
  }

  #onRestore(event: TraceEvent): void {
    const incident = this.incidents.at(-1);
    if (incident !== undefined) incident.checkpoint = event.ch;
  }

  #onRunning(at: number): void {
    const incident = this.incidents.at(-1);
    if (incident === undefined) this.runningAt ??= at;
    else if (incident.runningAt === null) {
      incident.runningAt = at;
      const from = incident.checkpoint > 0 ? `from checkpoint ${incident.checkpoint}` : "from the beginning";
      this.#say(at, `running again ${from}${incident.restarts > 1 ? `, at restart ${incident.restarts}` : ""}`);
    }
  }
}
