/** Runs an operator alone, one call at a time. `KeyedOneInputStreamOperatorTestHarness`. */
import type { KeySelector } from "../api/functions.ts";
import type { ExternalClient, OneInputOperator, OperatorContext, OperatorMetrics } from "../operators/operator.ts";
import { HeapKeyedStateBackend } from "../state/heap-keyed-state-backend.ts";
import { HeapOperatorStateBackend } from "../state/heap-operator-state-backend.ts";
import { keyGroupOf, keyGroupRange, operatorIndexOfKeyGroup } from "../state/key-groups.ts";
import type { KeyedStateBackend } from "../state/keyed-state-backend.ts";
import type { OperatorStateSnapshot } from "../state/operator-state-backend.ts";
import { redistributeKeyedState } from "../state/redistribute-keyed-state.ts";
import { redistributeOperatorState } from "../state/redistribute-operator-state.ts";
import { isStep, type MaybeStep, type Wait } from "../task/step.ts";
import { NO_TIMESTAMP } from "../time/timestamps.ts";
import type { Trace } from "../trace/trace.ts";
import type { TypeInformation } from "../types/type-information.ts";
import { type Emitted, HarnessOutput, type SideRecord } from "./harness-output.ts";
import { ManualProcessingTime } from "./manual-processing-time.ts";
import { SILENT_TRACE } from "./silent-trace.ts";

/** What a harness runs, and where. */
export interface OneInputHarnessOptions {
  /** Called once for each subtask, and again after each restore. */
  readonly createOperator: () => OneInputOperator;
  /** Routes elements to subtasks and makes the operator keyed; without it elements go to subtask 0. */
  readonly keySelector?: KeySelector<unknown, unknown>;
  readonly keyType?: TypeInformation<unknown>;
  /** Default 1. */
  readonly parallelism?: number;
  /** Default 128. */
  readonly maxParallelism?: number;
  /** The clock before the operator opens, ms; default 0. */
  readonly processingTimeMs?: number;
  readonly trace?: Trace;
  /** ms; default 200 */
  readonly autoWatermarkIntervalMs?: number;
  /** Answers what a life-cycle step waits for; without it a step that waits throws. */
  readonly answer?: (wait: Wait) => unknown;
}

/** A checkpoint of all subtasks. */
export interface HarnessSnapshot {
  readonly checkpointId: number;
  readonly parallelism: number;
  readonly keyed: readonly Uint8Array[];
  readonly operator: readonly OperatorStateSnapshot[];
}

class Subtask {
  readonly operator: OneInputOperator;
  readonly keyedState: KeyedStateBackend | null;
  readonly operatorState = new HeapOperatorStateBackend();
  readonly clock: ManualProcessingTime;
  readonly metrics: OperatorMetrics = { lateRecordsDropped: 0 };

  constructor(operator: OneInputOperator, keyedState: KeyedStateBackend | null, clock: ManualProcessingTime) {
    this.operator = operator;
    this.keyedState = keyedState;
    this.clock = clock;
  }
}

const NO_EXTERNAL: ExternalClient = {
  // biome-ignore lint/correctness/useYield: refuses before it could wait.
  *ask() {
    throw new Error("This harness has no external systems.");
  },
  send() {
    throw new Error("This harness has no external systems.");
  },
};

/**
 * One or more subtasks of an operator. Elements go to the subtask that owns their key group; watermarks, statuses and
 * the clock go to all. After every call the processing-time callbacks that are due run.
 */
export class OneInputHarness {
  readonly #options: OneInputHarnessOptions;
  readonly #maxParallelism: number;
  readonly #output = new HarnessOutput();
  #subtasks: Subtask[] = [];
  #nextCheckpoint = 1;

  constructor(options: OneInputHarnessOptions) {
    this.#options = options;
    this.#maxParallelism = options.maxParallelism ?? 128;
  }

  /** Starts the subtasks, fresh or from a snapshot; a restore may change the parallelism and the clock. */
  open(
    from: HarnessSnapshot | null = null,
    parallelism = this.#options.parallelism ?? 1,
    processingTimeMs?: number,
  ): void {
    const nowMs = processingTimeMs ?? this.#subtasks[0]?.clock.nowMs ?? this.#options.processingTimeMs ?? 0;
    this.#subtasks = [];
    for (let i = 0; i < parallelism; i++) this.#subtasks.push(this.#create(i, parallelism, nowMs));
    if (from !== null) this.#restore(from);
    for (const { operator, clock } of this.#subtasks) {
      this.#finish(operator.initializeState(from?.checkpointId ?? 0));
      this.#finish(operator.open());
      clock.runDue();
    }
  }

  get parallelism(): number {
    return this.#subtasks.length;
  }

  /** @param timestampMs left out for a record without timestamp */
  processElement(value: unknown, timestampMs: number = NO_TIMESTAMP): void {
    const { operator, clock } = this.#subtasks[this.#subtaskOf(value)];
    operator.setKeyContext(value);
    operator.processElement(value, timestampMs);
    clock.runDue();
  }

  processWatermark(timestampMs: number): void {
    for (const { operator, clock } of this.#subtasks) {
      operator.processWatermark(timestampMs);
      clock.runDue();
    }
  }

  processStatus(idle: boolean): void {
    for (const { operator, clock } of this.#subtasks) {
      operator.processStatus(idle);
      clock.runDue();
    }
  }

  /** Moves the clock; callbacks that are due see it at its new value. */
  setProcessingTime(nowMs: number): void {
    for (const { clock } of this.#subtasks) {
      clock.nowMs = nowMs;
      clock.runDue();
    }
  }

  snapshot(): HarnessSnapshot {
    const checkpointId = this.#nextCheckpoint++;
    const keyed: Uint8Array[] = [];
    const operator: OperatorStateSnapshot[] = [];
    for (const subtask of this.#subtasks) {
      this.#finish(subtask.operator.prepareSnapshotPreBarrier(checkpointId));
      this.#finish(subtask.operator.snapshotState(checkpointId));
      if (subtask.keyedState !== null) keyed.push(subtask.keyedState.snapshot().serialize());
      operator.push(subtask.operatorState.snapshot());
    }
    return { checkpointId, parallelism: this.#subtasks.length, keyed, operator };
  }

  finish(): void {
    for (const { operator } of this.#subtasks) this.#finish(operator.finish());
  }

  close(): void {
    for (const { operator } of this.#subtasks) this.#finish(operator.close());
  }

  /** What was emitted since the last call, by time of emission. */
  takeOutput(): Emitted[] {
    const emitted = this.#output.emitted;
    this.#output.emitted = [];
    return emitted;
  }

  /** Side outputs since the last call. */
  takeSideOutput(): SideRecord[] {
    const side = this.#output.side;
    this.#output.side = [];
    return side;
  }

  operator(subtask = 0): OneInputOperator {
    return this.#subtasks[subtask].operator;
  }

  keyedState(subtask = 0): KeyedStateBackend | null {
    return this.#subtasks[subtask].keyedState;
  }

  /** Index of the subtask that owns an element. */
  subtaskOf(value: unknown): number {
    return this.#subtaskOf(value);
  }

  /** Sum over the subtasks. */
  numStateEntries(): number {
    return this.#subtasks.reduce((sum, subtask) => sum + (subtask.keyedState?.numStateEntries() ?? 0), 0);
  }

  /** `numLateRecordsDropped` since the start or the last restore. */
  lateRecordsDropped(): number {
    return this.#subtasks.reduce((sum, subtask) => sum + subtask.metrics.lateRecordsDropped, 0);
  }

  #subtaskOf(value: unknown): number {
    const { keySelector, keyType } = this.#options;
    if (keySelector === undefined) return 0;
    const keyGroup = keyGroupOf(keySelector(value), this.#maxParallelism, keyType);
    return operatorIndexOfKeyGroup(this.#maxParallelism, this.#subtasks.length, keyGroup);
  }

  #create(index: number, parallelism: number, nowMs: number): Subtask {
    const operator = this.#options.createOperator();
    const subtask = new Subtask(operator, this.#keyedState(index, parallelism), new ManualProcessingTime(nowMs));
    operator.setup(this.#context(subtask, index, parallelism));
    return subtask;
  }

  #keyedState(index: number, parallelism: number): KeyedStateBackend | null {
    const { keySelector, keyType, trace } = this.#options;
    if (keySelector === undefined) return null;
    const { first, last } = keyGroupRange(this.#maxParallelism, parallelism, index);
    return new HeapKeyedStateBackend({
      maxParallelism: this.#maxParallelism,
      firstKeyGroup: first,
      lastKeyGroup: last,
      task: index,
      ...(keyType === undefined ? {} : { keyHash: (key: unknown) => keyType.hash(key) }),
      ...(trace === undefined ? {} : { trace }),
    });
  }

  #context(subtask: Subtask, index: number, parallelism: number): OperatorContext {
    return {
      task: index,
      operatorId: "operator",
      operatorName: "operator",
      subtaskIndex: index,
      parallelism,
      maxParallelism: this.#maxParallelism,
      attemptNumber: 0,
      output: this.#output.of(index),
      processingTime: subtask.clock,
      keyedState: subtask.keyedState,
      operatorState: subtask.operatorState,
      trace: this.#options.trace ?? SILENT_TRACE,
      metrics: subtask.metrics,
      external: NO_EXTERNAL,
      autoWatermarkIntervalMs: this.#options.autoWatermarkIntervalMs ?? 200,
    };
  }

  #restore(from: HarnessSnapshot): void {
    const parallelism = this.#subtasks.length;
    const shares = redistributeOperatorState(from.operator, parallelism);
    const parts = redistributeKeyedState(this.#maxParallelism, from.parallelism, parallelism);
    for (let i = 0; i < parallelism; i++) {
      const { keyedState, operatorState } = this.#subtasks[i];
      operatorState.restore(shares[i]);
      if (keyedState !== null) for (const part of parts[i]) keyedState.restore(from.keyed[part.oldSubtask]);
    }
  }

  #finish(step: MaybeStep): void {
    if (!isStep(step)) return;
    const { answer } = this.#options;
    let waiting = step.next();
    while (waiting.done !== true) {
      if (answer === undefined)
        throw new Error(`The operator waits (${waiting.value.kind}) and this harness has no answer.`);
      waiting = step.next(answer(waiting.value));
    }
  }
}
