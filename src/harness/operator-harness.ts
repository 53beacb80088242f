/** Runs the subtasks of an operator alone, one call at a time. `AbstractStreamOperatorTestHarness`. */
import type { ExternalClient, OperatorContext, OperatorMetrics, StreamOperator } from "../operators/operator.ts";
import { HeapKeyedStateBackend, type KeyedStateBackendOptions } from "../state/heap-keyed-state-backend.ts";
import { HeapOperatorStateBackend } from "../state/heap-operator-state-backend.ts";
import { keyGroupOf, keyGroupRange, operatorIndexOfKeyGroup } from "../state/key-groups.ts";
import type { KeyedStateBackend } from "../state/keyed-state-backend.ts";
import type { OperatorStateSnapshot } from "../state/operator-state-backend.ts";
import { redistributeKeyedState } from "../state/redistribute-keyed-state.ts";
import { redistributeOperatorState } from "../state/redistribute-operator-state.ts";
import { isStep, type MaybeStep, type Wait } from "../task/step.ts";
import type { InternalTimerService } from "../time/internal-timer-service.ts";
import type { Trace } from "../trace/trace.ts";
import { IllegalStateError } from "../types/errors.ts";
import type { TypeInformation } from "../types/type-information.ts";
import type { KeyedDraws } from "../world.ts";
import { type Emitted, HarnessOutput, type SideRecord } from "./harness-output.ts";
import { ManualMailbox } from "./manual-mailbox.ts";
import { ManualProcessingTime } from "./manual-processing-time.ts";
import { SILENT_TRACE } from "./silent-trace.ts";

/** Where a harness runs its operator. */
export interface HarnessSettings {
  /** Decides the hash of keys; default: by the value. */
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
  /** Answers what a life-cycle step waits for; without it a step that waits throws. Waiting for mails runs them. */
  readonly answer?: (wait: Wait) => unknown;
  /** True: mails run only in `runMails`, and while the operator waits for room. Default: after every call. */
  readonly manualMails?: boolean;
  /** Makes the keyed state of a subtask; default: on the heap. */
  readonly keyedStateBackend?: (options: KeyedStateBackendOptions) => KeyedStateBackend;
  /** The systems that the operator sends requests to; without them a request throws. */
  readonly external?: ExternalClient;
}

/** What a harness runs, and where. */
export interface HarnessOptions<O extends StreamOperator> extends HarnessSettings {
  /** Called once for each subtask, and again after each restore. */
  readonly createOperator: () => O;
}

/** What operators with timers have; others have none. */
interface WithTimers {
  readonly timerService: InternalTimerService;
}

/** A checkpoint of all subtasks. */
export interface HarnessSnapshot {
  readonly checkpointId: number;
  readonly parallelism: number;
  readonly keyed: readonly Uint8Array[];
  readonly operator: readonly OperatorStateSnapshot[];
}

/** One instance of the operator, with what it stands on. */
export class HarnessSubtask<O extends StreamOperator> {
  readonly operator: O;
  readonly keyedState: KeyedStateBackend | null;
  readonly operatorState = new HeapOperatorStateBackend();
  readonly clock: ManualProcessingTime;
  readonly metrics: OperatorMetrics = { lateRecordsDropped: 0 };
  readonly mailbox = new ManualMailbox();

  constructor(operator: O, keyedState: KeyedStateBackend | null, clock: ManualProcessingTime) {
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

/** The least of each draw: a test is not left to chance. */
const LEAST: KeyedDraws = { next: () => 0, below: () => 0 };

/** One or more subtasks of an operator. After every call the processing-time callbacks that are due run. */
export abstract class OperatorHarness<O extends StreamOperator> {
  readonly #options: HarnessOptions<O>;
  readonly #isKeyed: boolean;
  readonly #maxParallelism: number;
  readonly #output = new HarnessOutput();
  #subtasks: HarnessSubtask<O>[] = [];
  #nextCheckpoint = 1;
  #ttlTimeMs = 0;
  #failure: Error | null = null;

  constructor(options: HarnessOptions<O>, isKeyed: boolean) {
    this.#options = options;
    this.#isKeyed = isKeyed;
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
    for (const { operator, clock, mailbox } of this.#subtasks) {
      this.#finish(operator.initializeState(from?.checkpointId ?? 0), mailbox);
      this.#finish(operator.open(), mailbox);
      clock.runDue();
    }
    this.#deliver();
  }

  /** Why the operator has made its task fail; null: it has not. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Runs all mails of the operator. */
  runMails(): void {
    for (const { mailbox } of this.#subtasks) mailbox.runAll();
  }

  get parallelism(): number {
    return this.#subtasks.length;
  }

  /** Moves the clock; callbacks that are due see it at its new value. */
  setProcessingTime(nowMs: number): void {
    for (const { clock } of this.#subtasks) {
      clock.nowMs = nowMs;
      clock.runDue();
    }
    this.#deliver();
  }

  /** Moves the clock by which state with a time to live expires, and nothing else. */
  setTtlTime(nowMs: number): void {
    this.#ttlTimeMs = nowMs;
  }

  snapshot(): HarnessSnapshot {
    const checkpointId = this.#nextCheckpoint++;
    const keyed: Uint8Array[] = [];
    const operator: OperatorStateSnapshot[] = [];
    for (const subtask of this.#subtasks) {
      this.#finish(subtask.operator.prepareSnapshotPreBarrier(checkpointId), subtask.mailbox);
      this.#finish(subtask.operator.snapshotState(checkpointId, subtask.clock.nowMs), subtask.mailbox);
      if (subtask.keyedState !== null) keyed.push(subtask.keyedState.snapshot().serialize());
      operator.push(subtask.operatorState.snapshot());
    }
    return { checkpointId, parallelism: this.#subtasks.length, keyed, operator };
  }

  /** @param input 1 or 2 */
  endInput(input = 1): void {
    for (const { operator, mailbox } of this.#subtasks) this.#finish(operator.endInput(input), mailbox);
    this.#deliver();
  }

  finish(): void {
    for (const { operator, mailbox } of this.#subtasks) this.#finish(operator.finish(), mailbox);
    this.#deliver();
  }

  close(): void {
    for (const { operator, mailbox } of this.#subtasks) this.#finish(operator.close(), mailbox);
  }

  /** What was emitted since the last call, by time of emission. */
  takeOutput(): Emitted[] {
    const emitted = this.#output.emitted;
    this.#output.emitted = [];
    return emitted;
  }

  /** The values of the records that were emitted since the last call; watermarks and statuses are passed over. */
  extractOutputValues(): unknown[] {
    return this.takeOutput().flatMap((one) => (one.kind === "record" ? [one.value] : []));
  }

  /** Side outputs since the last call. */
  takeSideOutput(): SideRecord[] {
    const side = this.#output.side;
    this.#output.side = [];
    return side;
  }

  operator(subtask = 0): O {
    return this.#subtasks[subtask].operator;
  }

  keyedState(subtask = 0): KeyedStateBackend | null {
    return this.#subtasks[subtask].keyedState;
  }

  /** Sum over the subtasks. */
  numStateEntries(): number {
    return this.#subtasks.reduce((sum, subtask) => sum + (subtask.keyedState?.numStateEntries() ?? 0), 0);
  }

  /** Registered timers in event time, over the subtasks. */
  numEventTimeTimers(): number {
    return this.#timers(({ numEventTimeTimers }) => numEventTimeTimers);
  }

  /** Registered timers in processing time, over the subtasks. */
  numProcessingTimeTimers(): number {
    return this.#timers(({ numProcessingTimeTimers }) => numProcessingTimeTimers);
  }

  #timers(count: (service: InternalTimerService) => number): number {
    return this.#subtasks.reduce((sum, { operator }) => {
      const { timerService } = operator as Partial<WithTimers>;
      return sum + (timerService === undefined ? 0 : count(timerService));
    }, 0);
  }

  /** `numLateRecordsDropped` since the start or the last restore. */
  lateRecordsDropped(): number {
    return this.#subtasks.reduce((sum, subtask) => sum + subtask.metrics.lateRecordsDropped, 0);
  }

  /** All of them, for what goes to each. */
  protected get subtasks(): readonly HarnessSubtask<O>[] {
    return this.#subtasks;
  }

  /** Index of the subtask that owns a key. */
  protected subtaskOfKey(key: unknown): number {
    const keyGroup = keyGroupOf(key, this.#maxParallelism, this.#options.keyType);
    return operatorIndexOfKeyGroup(this.#maxParallelism, this.#subtasks.length, keyGroup);
  }

  /** After each call: waits as long as the operator has no room, runs the timers that are due, and the mails. */
  protected settle({ operator, clock, mailbox }: HarnessSubtask<O>): void {
    mailbox.runUntil(() => operator.waitsForRoom?.() !== true);
    clock.runDue();
    if (this.#options.manualMails !== true) mailbox.runAll();
  }

  #deliver(): void {
    if (this.#options.manualMails !== true) this.runMails();
  }

  #create(index: number, parallelism: number, nowMs: number): HarnessSubtask<O> {
    const operator = this.#options.createOperator();
    const subtask = new HarnessSubtask<O>(
      operator,
      this.#keyedState(index, parallelism),
      new ManualProcessingTime(nowMs),
    );
    operator.setup(this.#context(subtask, index, parallelism));
    return subtask;
  }

  #keyedState(index: number, parallelism: number): KeyedStateBackend | null {
    const { keyType, trace, keyedStateBackend } = this.#options;
    if (!this.#isKeyed) return null;
    const { first, last } = keyGroupRange(this.#maxParallelism, parallelism, index);
    const options: KeyedStateBackendOptions = {
      maxParallelism: this.#maxParallelism,
      firstKeyGroup: first,
      lastKeyGroup: last,
      task: index,
      ttlTimeMs: () => this.#ttlTimeMs,
      keyType: keyType ?? null,
      ...(trace === undefined ? {} : { trace }),
    };
    return keyedStateBackend?.(options) ?? new HeapKeyedStateBackend(options);
  }

  #context(subtask: HarnessSubtask<O>, index: number, parallelism: number): OperatorContext {
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
      external: this.#options.external ?? NO_EXTERNAL,
      mailbox: subtask.mailbox,
      failTask: (error) => {
        // As `MockEnvironment` has it: a task fails once, and whoever fails it again is stopped where he is.
        if (this.#failure !== null) throw new IllegalStateError("The task has failed already.");
        this.#failure = error;
      },
      draws: () => LEAST,
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

  #finish(step: MaybeStep, mailbox: ManualMailbox): void {
    if (!isStep(step)) return;
    const { answer } = this.#options;
    let waiting = step.next();
    while (waiting.done !== true) {
      if (waiting.value.kind === "mails") {
        mailbox.runUntil(waiting.value.holds);
        waiting = step.next(undefined);
        continue;
      }
      if (answer === undefined)
        throw new Error(`The operator waits (${waiting.value.kind}) and this harness has no answer.`);
      waiting = step.next(answer(waiting.value));
    }
  }
}
