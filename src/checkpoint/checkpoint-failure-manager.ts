/** Counts failed checkpoints in a row (`CheckpointFailureManager`): more than is tolerated fail the job. */

/** Reasons that count; all others are ignored. `CheckpointFailureReason`, §8.9 of the notes. */
const COUNTED: ReadonlySet<string> = new Set([
  "CHECKPOINT_DECLINED",
  "CHECKPOINT_ASYNC_EXCEPTION",
  "CHECKPOINT_EXPIRED",
  "IO_EXCEPTION",
  "FINALIZE_CHECKPOINT_FAILURE",
]);

/** The count of one job. Takes how many failures in a row are tolerated. */
export class CheckpointFailureManager {
  readonly #tolerable: number;
  readonly #counted = new Set<number>();
  #lastSucceeded = 0;

  constructor(tolerable: number) {
    this.#tolerable = tolerable;
  }

  /** Each checkpoint counts once; a later success makes earlier failures irrelevant. True: the job has to fail. */
  failed(checkpointId: number, reason: string): boolean {
    if (!COUNTED.has(reason) || checkpointId <= this.#lastSucceeded) return false;
    this.#counted.add(checkpointId);
    if (this.#counted.size <= this.#tolerable) return false;
    this.#counted.clear();
    return true;
  }

  succeeded(checkpointId: number): void {
    if (checkpointId <= this.#lastSucceeded) return;
    this.#lastSucceeded = checkpointId;
    this.#counted.clear();
  }
}
