import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { EXEC_FINISHED } from "../../check/states.ts";
import { listField, textField } from "../../check/values.ts";
import type { IdOf, Probe, ProbeFold, Reach } from "./probe.ts";

/** What becomes of checkpoints. */
export const CHECKPOINT_PROBES = [
  {
    id: "long-alignment",
    statement: "A task waited longer for the last barrier than a checkpoint is away from the next.",
  },
  {
    id: "finished-task-in-checkpoint",
    statement: "A checkpoint was triggered when some tasks had finished and others not.",
  },
  { id: "checkpoint-subsumed", statement: "A complete checkpoint was dropped for newer ones." },
  { id: "two-checkpoints", statement: "A checkpoint was triggered while another one was under way." },
  { id: "abort-after-acks", statement: "A checkpoint failed that some task had acknowledged." },
  { id: "ack-after-abort", statement: "A checkpoint was acknowledged after it had failed." },
  { id: "task-declines", statement: "A task declined a checkpoint." },
  {
    id: "restore-after-failed-checkpoint",
    statement: "The newest checkpoint had failed, and the job went back to an earlier one.",
  },
] as const satisfies readonly Probe[];

/** Folds `cp.*` and the calls that acknowledge. */
export class CheckpointProbes implements ProbeFold<IdOf<typeof CHECKPOINT_PROBES>> {
  /** Checkpoints under way, with the tasks that have acknowledged. */
  readonly #pending = new Map<number, number>();
  readonly #failed = new Set<number>();
  /** By event of a snapshot: its checkpoint. */
  readonly #snapshots = new Map<EventId, number>();
  #finished = 0;
  #newest = 0;
  #lastTrigger = -1;
  #gapMicros = Number.POSITIVE_INFINITY;

  on(event: TraceEvent, reach: Reach<IdOf<typeof CHECKPOINT_PROBES>>): void {
    const { ch } = event;
    switch (event.kind) {
      case "topo.epoch":
        this.#finished = 0;
        return;
      case "exec.state":
        if (event.b === EXEC_FINISHED) this.#finished++;
        return;
      case "cp.trigger":
        if (this.#finished > 0 && listField(event, "tasks").length > 0) reach("finished-task-in-checkpoint");
        if (this.#pending.size > 0) reach("two-checkpoints");
        if (this.#lastTrigger >= 0) this.#gapMicros = Math.min(this.#gapMicros, event.t - this.#lastTrigger);
        this.#lastTrigger = event.t;
        this.#newest = ch;
        this.#pending.set(ch, 0);
        return;
      case "cp.ack":
        if (event.task >= 0 && this.#pending.has(ch)) this.#pending.set(ch, (this.#pending.get(ch) ?? 0) + 1);
        return;
      case "cp.aligned":
        if (event.x > this.#gapMicros) reach("long-alignment");
        return;
      case "cp.sync":
      case "cp.async":
        this.#snapshots.set(event.id, ch);
        return;
      case "cp.decline":
        reach("task-declines");
        return;
      case "cp.complete":
        this.#pending.delete(ch);
        return;
      case "cp.fail":
        if ((this.#pending.get(ch) ?? 0) > 0) reach("abort-after-acks");
        this.#pending.delete(ch);
        this.#failed.add(ch);
        return;
      case "cp.subsume":
        reach("checkpoint-subsumed");
        return;
      case "cp.restore":
        if (ch < this.#newest && this.#failed.has(this.#newest)) reach("restore-after-failed-checkpoint");
        return;
      case "rpc.accept":
        if (textField(event, "method") !== "acknowledgeCheckpoint") return;
        if (this.#failed.has(this.#snapshots.get(event.cause) ?? -1)) reach("ack-after-abort");
        return;
    }
  }
}
