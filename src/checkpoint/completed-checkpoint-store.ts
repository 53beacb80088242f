/** The newest complete checkpoints of a job, and when their files go (`StandaloneCompletedCheckpointStore`). */
import type { Configuration } from "../config/configuration.ts";
import { EXTERNALIZED_CHECKPOINT_RETENTION, RETAINED_CHECKPOINTS } from "../config/options.ts";
import type { Trace } from "../trace/trace.ts";
import type { CheckpointFiles } from "./checkpoint-files.ts";
import type { CompletedCheckpoint } from "./completed-checkpoint.ts";
import { type EndOfJob, isDiscardedAtEnd } from "./externalized-retention.ts";

/** Oldest first. `CompletedCheckpointStore` */
export class CompletedCheckpointStore {
  readonly #configuration: Configuration;
  readonly #files: CheckpointFiles;
  readonly #trace: Trace;
  readonly #completed: CompletedCheckpoint[] = [];

  constructor(configuration: Configuration, files: CheckpointFiles, trace: Trace) {
    this.#configuration = configuration;
    this.#files = files;
    this.#trace = trace;
  }

  latest(): CompletedCheckpoint | null {
    return this.#completed.at(-1) ?? null;
  }

  add(completed: CompletedCheckpoint): void {
    this.#completed.push(completed);
    if (this.#trace.buffers)
      this.#trace.emit("cp.files", { ch: completed.checkpointId, ext: { files: this.#files.of(completed) } });
  }

  /** More than are retained: the oldest go. */
  subsume(): void {
    const retained = this.#configuration.get(RETAINED_CHECKPOINTS);
    for (const old of this.#completed.splice(0, Math.max(this.#completed.length - retained, 0))) {
      this.#trace.emit("cp.subsume", { ch: old.checkpointId });
      this.#files.delete(old);
    }
  }

  /** The job has ended for good: they are deleted, or left to whoever wants them. */
  shutdown(end: EndOfJob): void {
    const isDiscarded = isDiscardedAtEnd(this.#configuration.get(EXTERNALIZED_CHECKPOINT_RETENTION), end);
    for (const completed of this.#completed.splice(0)) {
      if (!isDiscarded) continue;
      if (this.#trace.buffers) this.#trace.emit("cp.discard", { ch: completed.checkpointId });
      this.#files.delete(completed);
    }
  }
}
