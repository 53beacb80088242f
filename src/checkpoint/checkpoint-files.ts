/** The files of a job's checkpoints: where they lie, and how they go (`FsCheckpointStorageAccess`, `StateObject.discardState`). */
import type { Configuration } from "../config/configuration.ts";
import { CHECKPOINT_STORAGE, CHECKPOINTS_DIRECTORY } from "../config/options.ts";
import type { TaskSnapshot } from "../task/deployment.ts";
import type { Storage, StorageClient } from "../world.ts";
import { type CompletedCheckpoint, filesOf } from "./completed-checkpoint.ts";

/** Token of requests whose answer is not waited for; others carry the id of their checkpoint. */
const NOBODY = -1;

/** The files of one job. */
export class CheckpointFiles {
  /** False: the state of checkpoints is kept in the JobManager, and nothing lies anywhere. */
  readonly used: boolean;
  readonly #storage: Storage;
  readonly #client: StorageClient;
  readonly #folder: string;

  /** @param client hears that metadata was written: the token is the checkpoint's id */
  constructor(storage: Storage, configuration: Configuration, jobId: string, client: StorageClient) {
    this.used = configuration.get(CHECKPOINT_STORAGE) !== "jobmanager";
    this.#storage = storage;
    this.#client = client;
    this.#folder = `${configuration.get(CHECKPOINTS_DIRECTORY)}/${jobId}`;
  }

  /** All that a complete checkpoint refers to. */
  of(checkpoint: CompletedCheckpoint): string[] {
    return this.used ? [...filesOf(checkpoint), this.#metadataOf(checkpoint.checkpointId)] : [];
  }

  writeMetadata(checkpointId: number, bytes: Uint8Array): void {
    this.#storage.write(this.#metadataOf(checkpointId), bytes, this.#client, checkpointId);
  }

  /** Nobody will restore it. */
  delete(checkpoint: CompletedCheckpoint): void {
    for (const file of this.of(checkpoint)) this.#delete(file);
  }

  /** Metadata of a checkpoint that was aborted while it was written. */
  deleteMetadata(checkpointId: number): void {
    this.#delete(this.#metadataOf(checkpointId));
  }

  /** What a task stored for a checkpoint that will not complete. */
  discard(snapshot: TaskSnapshot): void {
    for (const operator of snapshot.operators)
      for (const handle of operator.keyed) if (handle.kind === "file") this.#delete(handle.path);
  }

  #delete(path: string): void {
    this.#storage.delete(path, this.#client, NOBODY);
  }

  #metadataOf(checkpointId: number): string {
    return `${this.#folder}/chk-${checkpointId}/_metadata`;
  }
}
