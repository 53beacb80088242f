/** Writes records to a sink and hands what it has to commit downstream, ahead of the barrier. `SinkWriterOperator`. */
import type { SinkWriter, WriterContext } from "../api/sink.ts";
import type { SinkSpec } from "../graph/stream-graph.ts";
import type { OperatorListState } from "../state/operator-state-backend.ts";
import { isStep, type MaybeStep, type Step } from "../task/step.ts";
import { NO_TIMESTAMP } from "../time/timestamps.ts";
import { type CommittableMessage, END_OF_INPUT } from "./committable.ts";
import { OneInputOperator } from "./operator.ts";

/** The first half of a sink. */
export class SinkWriterOperator extends OneInputOperator {
  readonly #spec: SinkSpec;
  readonly #checkpointing: boolean;
  #writer!: SinkWriter<unknown>;
  #state: OperatorListState<unknown> | null = null;
  #ended = false;

  /** @param checkpointing false: the end of the input is all that is ever prepared */
  constructor(spec: SinkSpec, checkpointing: boolean) {
    super();
    this.#spec = spec;
    this.#checkpointing = checkpointing;
  }

  override initializeState(restoredCheckpoint: number): void {
    const { ctx } = this;
    const { sink } = this.#spec;
    const context: WriterContext = {
      subtaskIndex: ctx.subtaskIndex,
      parallelism: ctx.parallelism,
      attemptNumber: ctx.attemptNumber,
      operatorId: ctx.operatorId,
      restoredCheckpointId: restoredCheckpoint === 0 ? null : restoredCheckpoint,
      external: ctx.external,
      trace: ctx.trace,
      task: ctx.task,
      checkpointing: this.#checkpointing,
      processingTimeMs: () => ctx.processingTime.currentTimeMs(),
    };
    if (sink.writerStateful === true) this.#state = ctx.operatorState.listState("writer_raw_states");
    const restored = this.#state?.get() ?? [];
    this.#writer =
      restored.length > 0 && sink.restoreWriter !== undefined
        ? sink.restoreWriter(context, restored)
        : sink.createWriter(context);
  }

  processElement(value: unknown, timestampMs: number): void {
    this.#writer.write(value, timestampMs);
  }

  override prepareSnapshotPreBarrier(checkpointId: number): MaybeStep {
    return this.#ended ? undefined : this.#emitCommittables(checkpointId, false);
  }

  override *snapshotState(checkpointId: number): Step {
    if (this.#writer.snapshotState === undefined) return;
    const made = this.#writer.snapshotState(checkpointId);
    this.#state?.update(isStep(made) ? yield* made : made);
  }

  override endInput(): MaybeStep {
    this.#ended = true;
    return this.#emitCommittables(END_OF_INPUT, true);
  }

  override close(): MaybeStep {
    return this.#writer?.close();
  }

  *#emitCommittables(checkpointId: number, endOfInput: boolean): Step {
    const flushed = this.#writer.flush(endOfInput);
    if (isStep(flushed)) yield* flushed;
    if (!this.#spec.hasCommitter || this.#writer.prepareCommit === undefined) return;
    const prepared = this.#writer.prepareCommit();
    const committables = isStep(prepared) ? yield* prepared : prepared;
    const { subtaskIndex, parallelism, output } = this.ctx;
    const emit = (message: CommittableMessage) => output.collect(message, NO_TIMESTAMP);
    emit({
      kind: "summary",
      subtaskId: subtaskIndex,
      numberOfSubtasks: parallelism,
      checkpointId,
      numberOfCommittables: committables.length,
    });
    for (const committable of committables)
      emit({ kind: "committable", subtaskId: subtaskIndex, checkpointId, committable });
  }
}
