/**
 * A shared file system as checkpoints use it. A write is durable when it is answered; until then it is in the writer's
 * hands and is lost with it. Latency and bandwidth are those of the store; faults make it slow or failing.
 */
import { fingerprint } from "../../src/types/checksum.ts";
import type { EventHandler, Storage, StorageClient, StorageReply } from "../../src/world.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Incarnation } from "../kernel/node.ts";

/** How fast the store is. */
export interface StorageOptions {
  readonly latencyMicros: number;
  readonly bandwidthBytesPerMicro: number;
}

/** 2 ms a request, 100 MB a second. */
export const DEFAULT_STORAGE: StorageOptions = { latencyMicros: 2000, bandwidthBytesPerMicro: 100 };

/** `b` of `file.delete`. */
const ASKED = 0;
const DONE = 1;

interface Request {
  readonly owner: Incarnation;
  readonly kind: "write" | "read" | "delete";
  readonly path: string;
  readonly bytes: Uint8Array | null;
  readonly client: StorageClient;
  readonly token: number;
  readonly failing: boolean;
}

/** The files of a run, and the requests that are under way. */
export class SharedStorage implements EventHandler {
  readonly #kernel: Kernel;
  readonly #options: StorageOptions;
  readonly #files = new Map<string, Uint8Array>();
  /** Factor on latency and transfer time. */
  slowness = 1;
  /** Requests issued while it is set are answered with an error. */
  failing = false;

  constructor(kernel: Kernel, options: StorageOptions) {
    this.#kernel = kernel;
    this.#options = options;
  }

  port(owner: Incarnation): Storage {
    return {
      write: (path, bytes, client, token) => this.#request(owner, "write", path, bytes, client, token),
      read: (path, client, token) => this.#request(owner, "read", path, null, client, token),
      delete: (path, client, token) => this.#request(owner, "delete", path, null, client, token),
    };
  }

  /** Paths of the durable files, sorted. */
  paths(): string[] {
    return [...this.#files.keys()].sort();
  }

  onEvent(_op: number, payload: unknown): void {
    const request = payload as Request;
    // The writer died before its write was synced: nothing of it is there.
    if (!request.owner.alive) return;
    request.client.onStorageReply(request.token, this.#perform(request));
  }

  #tell({ kind, path, bytes }: Request, b: number): void {
    const { trace } = this.#kernel;
    if (!trace.buffers) return;
    if (kind === "delete") trace.emit("file.delete", { b, ext: { file: path } });
    else
      trace.emit("file.write", {
        x: bytes?.length ?? 0,
        ext: { file: path, digest: fingerprint(bytes as Uint8Array) },
      });
  }

  #request(
    owner: Incarnation,
    kind: Request["kind"],
    path: string,
    bytes: Uint8Array | null,
    client: StorageClient,
    token: number,
  ): void {
    const size = kind === "read" ? (this.#files.get(path)?.length ?? 0) : (bytes?.length ?? 0);
    const { latencyMicros, bandwidthBytesPerMicro } = this.#options;
    const at = this.#kernel.now + Math.ceil((latencyMicros + size / bandwidthBytesPerMicro) * this.slowness);
    const request: Request = { owner, kind, path, bytes, client, token, failing: this.failing };
    if (kind === "delete") this.#tell(request, ASKED);
    this.#kernel.schedule(at, "service", this, 0, request);
  }

  #perform(request: Request): StorageReply {
    const { kind, path, bytes, failing } = request;
    if (!failing && kind !== "read") this.#tell(request, DONE);
    if (failing) return { ok: false, reason: `The file system refused to ${kind} ${path}.` };
    switch (kind) {
      case "write":
        this.#files.set(path, bytes as Uint8Array);
        return { ok: true, bytes: null };
      case "delete":
        this.#files.delete(path);
        return { ok: true, bytes: null };
      case "read": {
        const stored = this.#files.get(path);
        return stored === undefined ? { ok: false, reason: `There is no file ${path}.` } : { ok: true, bytes: stored };
      }
    }
  }
}
