/**
 * Keeps committables in state until their checkpoint is complete, then commits them; what was restored is committed at
 * once, since its checkpoint is complete by definition. `CommitterOperator`.
 */
import type { CommitRequest, Committer } from "../api/sink.ts";
import type { SinkSpec } from "../graph/stream-graph.ts";
import type { OperatorListState } from "../state/operator-state-backend.ts";
import { isStep, type MaybeStep, type Step } from "../task/step.ts";
import { type CommittableMessage, END_OF_INPUT } from "./committable.ts";
import { OneInputOperator } from "./operator.ts";

interface Collected {
  readonly checkpointId: number;
  readonly committables: unknown[];
}

/** `sink.committer.retries` */
const MAX_RETRIES = 10;

/** The second half of an exactly-once sink. */
export class CommitterOperator extends OneInputOperator {
  readonly #spec: SinkSpec;
  readonly #checkpointing: boolean;
  #committer!: Committer<unknown>;
  #state!: OperatorListState<Collected>;
  readonly #collected = new Map<number, unknown[]>();
  /** The first checkpoint whose state holds the committables of the end of the input. */
  #finalCheckpoint: number | null = null;
  #ended = false;

  /** @param checkpointing false: everything is committed at the end of the input */
  constructor(spec: SinkSpec, checkpointing: boolean) {
    super();
    this.#spec = spec;
    this.#checkpointing = checkpointing;
  }

  override initializeState(restoredCheckpoint: number): MaybeStep {
    const { ctx } = this;
    const { sink } = this.#spec;
    if (sink.createCommitter === undefined) throw new Error(`${ctx.operatorName}: the sink has no committer.`);
    this.#committer = sink.createCommitter({
      subtaskIndex: ctx.subtaskIndex,
      parallelism: ctx.parallelism,
      attemptNumber: ctx.attemptNumber,
      operatorId: ctx.operatorId,
      restoredCheckpointId: restoredCheckpoint === 0 ? null : restoredCheckpoint,
      external: ctx.external,
      trace: ctx.trace,
      task: ctx.task,
    });
    this.#state = ctx.operatorState.listState("streaming_committer_raw_states");
    for (const { checkpointId, committables } of this.#state.get())
      for (const committable of committables) this.#add(checkpointId, committable);
    return this.#commitUpTo(END_OF_INPUT);
  }

  processElement(value: unknown): void {
    const message = value as CommittableMessage;
    if (message.kind === "committable") this.#add(message.checkpointId, message.committable);
  }

  override snapshotState(checkpointId: number): void {
    if (this.#ended) this.#finalCheckpoint ??= checkpointId;
    this.#state.update([...this.#collected].map(([id, committables]) => ({ checkpointId: id, committables })));
  }

  override notifyCheckpointComplete(checkpointId: number): MaybeStep {
    const final = this.#finalCheckpoint !== null && checkpointId >= this.#finalCheckpoint;
    return this.#commitUpTo(final ? END_OF_INPUT : checkpointId);
  }

  override endInput(): MaybeStep {
    this.#ended = true;
    return this.#checkpointing ? undefined : this.#commitUpTo(END_OF_INPUT);
  }

  override close(): MaybeStep {
    return this.#committer?.close();
  }

  #add(checkpointId: number, committable: unknown): void {
    const list = this.#collected.get(checkpointId);
    if (list === undefined) this.#collected.set(checkpointId, [committable]);
    else list.push(committable);
  }

  *#commitUpTo(checkpointId: number): Step {
    for (const id of [...this.#collected.keys()].sort((a, b) => a - b)) {
      if (id > checkpointId) break;
      yield* this.#commit(this.#collected.get(id) ?? []);
      this.#collected.delete(id);
    }
  }

  *#commit(committables: readonly unknown[]): Step {
    let requests = committables.map((committable) => new Request(committable));
    for (let attempt = 0; requests.length > 0; attempt++) {
      if (attempt > MAX_RETRIES)
        throw new Error(
          `${this.ctx.operatorName}: ${requests.length} committables could not be committed in ${MAX_RETRIES} retries.`,
        );
      const committed = this.#committer.commit(requests);
      if (isStep(committed)) yield* committed;
      const failed = requests.find((request) => request.failure !== null);
      if (failed !== undefined)
        throw new Error(`${this.ctx.operatorName}: a committable failed for an unknown reason: ${failed.failure}`);
      requests = requests.filter((request) => request.retry);
      for (const request of requests) request.again();
    }
  }
}

class Request implements CommitRequest<unknown> {
  readonly committable: unknown;
  numberOfRetries = 0;
  retry = false;
  failure: string | null = null;

  constructor(committable: unknown) {
    this.committable = committable;
  }

  again(): void {
    this.retry = false;
    this.numberOfRetries++;
  }

  signalAlreadyCommitted(): void {}
  /** Given up: the trace of the external system has the refusal. */
  signalFailedWithKnownReason(): void {}

  signalFailedWithUnknownReason(reason: string): void {
    this.failure = reason;
  }

  retryLater(): void {
    this.retry = true;
  }
}
