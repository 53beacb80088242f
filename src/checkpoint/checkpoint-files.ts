/** The files of a job's checkpoints: where they lie, and how they go (`FsCheckpointStorageAccess`, `CheckpointsCleaner`). */
import type { Configuration } from "../config/configuration.ts";
import { CHECKPOINT_STORAGE, CHECKPOINTS_DIRECTORY } from "../config/options.ts";
import type { TaskSnapshot } from "../task/deployment.ts";
import type { Storage, StorageClient, StorageReply } from "../world.ts";
import { type CompletedCheckpoint, filesOf, filesOfTask } from "./completed-checkpoint.ts";

/** Token of deletions that nobody counts; those that are counted have one below it, metadata has the id of its checkpoint. */
const NOBODY = 0;

/** Hears what becomes of files. */
export interface CheckpointFilesOwner {
  onMetadataWritten(checkpointId: number, isDurable: boolean): void;
  /** The files of a checkpoint are gone, as far as they can be. */
  onCleaned(): void;
}

/** The files of one job. */
export class CheckpointFiles implements StorageClient {
  /** False: the state of checkpoints is kept in the JobManager, and nothing lies anywhere. */
  readonly used: boolean;
  readonly #storage: Storage;
  readonly #owner: CheckpointFilesOwner;
  readonly #folder: string;
  /** By token: files of a checkpoint that are still there. */
  readonly #cleaning = new Map<number, number>();
  #lastToken = NOBODY;

  constructor(storage: Storage, configuration: Configuration, jobId: string, owner: CheckpointFilesOwner) {
    this.used = configuration.get(CHECKPOINT_STORAGE) !== "jobmanager";
    this.#storage = storage;
    this.#owner = owner;
    this.#folder = `${configuration.get(CHECKPOINTS_DIRECTORY)}/${jobId}`;
  }

  /** Checkpoints whose files are being deleted. */
  get cleaning(): number {
    return this.#cleaning.size;
  }

  /** All that a complete checkpoint refers to. */
  of(checkpoint: CompletedCheckpoint): string[] {
    return this.used ? [...filesOf(checkpoint), this.#metadataOf(checkpoint.checkpointId)] : [];
  }

  writeMetadata(checkpointId: number, bytes: Uint8Array): void {
    this.#storage.write(this.#metadataOf(checkpointId), bytes, this, checkpointId);
  }

  /** Nobody will restore it. */
  delete(checkpoint: CompletedCheckpoint): void {
    this.#clean(this.of(checkpoint));
  }

  /** Metadata of a checkpoint that was aborted while it was written. */
  deleteMetadata(checkpointId: number): void {
    this.#storage.delete(this.#metadataOf(checkpointId), this, NOBODY);
  }

  /** What tasks stored for a checkpoint that was given up. */
  discardAll(snapshots: Iterable<TaskSnapshot>): void {
    this.#clean([...snapshots].flatMap(filesOfTask));
  }

  /** What a task stored for a checkpoint that had been given up before it said so. */
  discard(snapshot: TaskSnapshot): void {
    for (const file of filesOfTask(snapshot)) this.#storage.delete(file, this, NOBODY);
  }

  onStorageReply(token: number, reply: StorageReply): void {
    if (token > NOBODY) this.#owner.onMetadataWritten(token, reply.ok);
    if (token >= NOBODY) return;
    const left = (this.#cleaning.get(token) ?? 1) - 1;
    if (left > 0) {
      this.#cleaning.set(token, left);
      return;
    }
    this.#cleaning.delete(token);
    this.#owner.onCleaned();
  }

  #clean(files: readonly string[]): void {
    if (files.length === 0) return;
    const token = --this.#lastToken;
    this.#cleaning.set(token, files.length);
    for (const file of files) this.#storage.delete(file, this, token);
  }

  #metadataOf(checkpointId: number): string {
    return `${this.#folder}/chk-${checkpointId}/_metadata`;
  }
}
