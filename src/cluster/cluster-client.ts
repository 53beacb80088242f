/** Submits one job and waits for its end (`RestClusterClient` in attached mode). */
import type { ProgramReference } from "../task/deployment.ts";
import type { EventHandler, Message, NodeId, World } from "../world.ts";
import { DEFAULT_LEADER_ID, DISPATCHER, type DispatcherProtocol, type JobResult } from "./protocols.ts";
import { type RpcAddress, RpcService } from "./rpc.ts";

/** Time for an answer, ms; a job's end is asked for again and again. */
const SUBMIT_TIMEOUT_MS = 10_000;
const RESULT_TIMEOUT_MS = 3_600_000;
const RETRY_MS = 1000;

/** A client process; ends with the job's result or the news that the job is lost. */
export class ClusterClient implements EventHandler {
  readonly #world: World;
  readonly #rpc: RpcService;
  readonly #dispatcher: RpcAddress;
  readonly #jobId: string;
  readonly #program: ProgramReference;
  readonly #onResult: (result: JobResult | { readonly lost: string }) => void;
  #submitted = false;

  constructor(
    world: World,
    incarnation: number,
    jobManager: NodeId,
    jobId: string,
    program: ProgramReference,
    onResult: (result: JobResult | { readonly lost: string }) => void,
  ) {
    this.#world = world;
    this.#rpc = new RpcService(world, `${world.node}#${incarnation}`);
    this.#dispatcher = { node: jobManager, endpoint: DISPATCHER };
    this.#jobId = jobId;
    this.#program = program;
    this.#onResult = onResult;
  }

  start(): void {
    this.#submit();
  }

  receive(from: NodeId, message: Message): void {
    if (message.class === "rpc" || message.class === "connection") this.#rpc.receive(from, message);
  }

  onEvent(): void {
    if (this.#submitted) this.#awaitResult();
    else this.#submit();
  }

  /** Asks for a checkpoint of the job now; nobody hears of a refusal. */
  triggerCheckpoint(): void {
    this.#tell("triggerCheckpoint");
  }

  /** Calls the job off; nobody hears of a refusal. */
  cancelJob(): void {
    this.#tell("cancelJob");
  }

  #tell(method: "triggerCheckpoint" | "cancelJob"): void {
    this.#rpc.ask<DispatcherProtocol, typeof method>(
      this.#dispatcher,
      method,
      DEFAULT_LEADER_ID,
      { jobId: this.#jobId },
      SUBMIT_TIMEOUT_MS,
      () => {},
    );
  }

  #submit(): void {
    this.#rpc.ask<DispatcherProtocol, "submitJob">(
      this.#dispatcher,
      "submitJob",
      DEFAULT_LEADER_ID,
      { jobId: this.#jobId, program: this.#program },
      SUBMIT_TIMEOUT_MS,
      (result) => {
        if (!result.ok) {
          this.#retry();
          return;
        }
        this.#submitted = true;
        this.#awaitResult();
      },
    );
  }

  #awaitResult(): void {
    this.#rpc.ask<DispatcherProtocol, "requestJobResult">(
      this.#dispatcher,
      "requestJobResult",
      DEFAULT_LEADER_ID,
      { jobId: this.#jobId },
      RESULT_TIMEOUT_MS,
      (result) => {
        if (result.ok) this.#onResult(result.body);
        // Without high availability a JobManager that was restarted knows nothing of the job.
        else if (result.reason === "refused")
          this.#onResult({ lost: `The JobManager was restarted and does not know the job: ${result.message}` });
        else this.#retry();
      },
    );
  }

  #retry(): void {
    const { clock } = this.#world;
    clock.schedule(clock.now() + RETRY_MS * 1000, "timer", this, 0, null);
  }
}
