/** Joins two keyed streams by the distance of their timestamps. Flink's operator of the same name. */
import type { ProcessJoinContext, ProcessJoinFunction } from "../api/co-functions.ts";
import type { KeySelector } from "../api/functions.ts";
import type { OutputTag } from "../api/output-tag.ts";
import { MapStateDescriptor } from "../api/state-descriptors.ts";
import type { NumberedEntryVisitor } from "../state/heap-map.ts";
import type { KeyedStateBackend, NamespacedState, Scope } from "../state/keyed-state-backend.ts";
import { InternalTimerService, type Triggerable } from "../time/internal-timer-service.ts";
import type { InternalTimer } from "../time/timer-heap.ts";
import { MIN_TIMESTAMP, NO_TIMESTAMP } from "../time/timestamps.ts";
import type { TypeInformation } from "../types/declared-type.ts";
import { IllegalArgumentError } from "../types/errors.ts";
import { Types } from "../types/type-information.ts";
import { cloneFunction } from "./clone-function.ts";
import type { OperatorFactory, Output } from "./operator.ts";
import { refusePromise } from "./refuse-promise.ts";
import { TimestampedCollector } from "./timestamped-collector.ts";
import { TwoInputOperator } from "./two-input-operator.ts";
import { closeFunction, keyedStateOf, openFunction } from "./udf-context.ts";

/** Elements of one side and key, by timestamp. */
type Buffer = NamespacedState<MapStateDescriptor<number, readonly unknown[]>>;

/** How an interval join is built. */
export interface IntervalJoinOptions {
  readonly firstKey: KeySelector<unknown, unknown>;
  readonly secondKey: KeySelector<unknown, unknown>;
  /** Declared of the elements; left out or null: nothing is. */
  readonly firstType?: TypeInformation<unknown> | null;
  readonly secondType?: TypeInformation<unknown> | null;
  /** ms; a right element matches from the left one's timestamp plus this on. */
  readonly lowerBoundMs: number;
  /** ms; and up to this. */
  readonly upperBoundMs: number;
  readonly lowerInclusive: boolean;
  readonly upperInclusive: boolean;
  /** Where late elements of the left side go; without it they are dropped and counted. */
  readonly leftLateTag?: OutputTag<unknown>;
  readonly rightLateTag?: OutputTag<unknown>;
}

const CLEANUP_LEFT: Scope = { namespace: "CLEANUP_LEFT" };
const CLEANUP_RIGHT: Scope = { namespace: "CLEANUP_RIGHT" };

class PairContext implements ProcessJoinContext {
  readonly #output: Output;
  leftMs = MIN_TIMESTAMP;
  rightMs = MIN_TIMESTAMP;

  constructor(output: Output) {
    this.#output = output;
  }

  getLeftTimestamp(): number {
    return this.leftMs;
  }

  getRightTimestamp(): number {
    return this.rightMs;
  }

  getTimestamp(): number {
    return Math.max(this.leftMs, this.rightMs);
  }

  output<X>(tag: OutputTag<X>, value: X): void {
    this.#output.collectSide(tag, value, this.getTimestamp());
  }
}

/** Keeps each element until no partner can come any more. Results carry the greater timestamp of their pair. */
export class IntervalJoinOperator extends TwoInputOperator implements Triggerable, NumberedEntryVisitor {
  readonly #function: ProcessJoinFunction<unknown, unknown, unknown>;
  readonly #options: IntervalJoinOptions;
  readonly #lowerMs: number;
  readonly #upperMs: number;
  /** How long an element of each side may have partners to come, ms. */
  readonly #leftStaysMs: number;
  readonly #rightStaysMs: number;
  #restoredCheckpoint = 0;
  #backend!: KeyedStateBackend;
  #timers!: InternalTimerService;
  #left!: Buffer;
  #right!: Buffer;
  #collector!: TimestampedCollector;
  #context!: PairContext;
  /** The element whose partners are looked for, and its side. */
  #element: unknown = null;
  #elementMs = MIN_TIMESTAMP;
  #isLeft = true;

  /** Throws for an empty interval. */
  constructor(fn: ProcessJoinFunction<unknown, unknown, unknown>, options: IntervalJoinOptions) {
    super();
    this.#function = fn;
    this.#options = options;
    checkBounds(options);
    this.#lowerMs = options.lowerInclusive ? options.lowerBoundMs : options.lowerBoundMs + 1;
    this.#upperMs = options.upperInclusive ? options.upperBoundMs : options.upperBoundMs - 1;
    this.#leftStaysMs = Math.max(0, this.#upperMs);
    this.#rightStaysMs = Math.max(0, -this.#lowerMs);
  }

  get timerService(): InternalTimerService {
    return this.#timers;
  }

  protected override userFunction(): object {
    return this.#function;
  }

  override initializeState(restoredCheckpoint: number): void {
    this.#restoredCheckpoint = restoredCheckpoint;
    this.#backend = keyedStateOf(this.ctx);
    super.initializeState(restoredCheckpoint);
    const { firstType, secondType } = this.#options;
    this.#left = this.#backend.namespacedState(bufferOf("LEFT_BUFFER", firstType ?? null));
    this.#right = this.#backend.namespacedState(bufferOf("RIGHT_BUFFER", secondType ?? null));
  }

  override open(): void {
    this.#timers = new InternalTimerService("CLEANUP_TIMER", this.ctx, this, this.#restoredCheckpoint);
    this.#collector = new TimestampedCollector(this.ctx.output);
    this.#context = new PairContext(this.ctx.output);
    openFunction(this.#function, this.ctx);
  }

  override setKeyContext1(value: unknown): void {
    this.#backend.setCurrentKey(this.#options.firstKey(value));
  }

  override setKeyContext2(value: unknown): void {
    this.#backend.setCurrentKey(this.#options.secondKey(value));
  }

  processElement1(left: unknown, leftMs: number): void {
    if (!this.#buffer(left, leftMs, this.#left, this.#options.leftLateTag)) return;
    this.#element = left;
    this.#elementMs = leftMs;
    this.#isLeft = true;
    this.#right.visitRange(leftMs + this.#lowerMs, leftMs + this.#upperMs, this);
    this.#timers.registerEventTimeTimer(CLEANUP_LEFT, leftMs + this.#leftStaysMs);
  }

  processElement2(right: unknown, rightMs: number): void {
    if (!this.#buffer(right, rightMs, this.#right, this.#options.rightLateTag)) return;
    this.#element = right;
    this.#elementMs = rightMs;
    this.#isLeft = false;
    this.#left.visitRange(rightMs - this.#upperMs, rightMs - this.#lowerMs, this);
    this.#timers.registerEventTimeTimer(CLEANUP_RIGHT, rightMs + this.#rightStaysMs);
  }

  /** Elements of the other side that are near enough. */
  numberedEntry(otherMs: number, value: unknown): void {
    // Only `#buffer` writes to the buffers.
    const others = value as readonly unknown[];
    for (let i = 0; i < others.length; i++) {
      if (this.#isLeft) this.#join(this.#element, others[i], this.#elementMs, otherMs);
      else this.#join(others[i], this.#element, otherMs, this.#elementMs);
    }
  }

  onEventTime({ time, scope }: InternalTimer): void {
    if (scope.namespace === CLEANUP_LEFT.namespace) this.#left.remove(time - this.#leftStaysMs);
    else this.#right.remove(time - this.#rightStaysMs);
  }

  onProcessingTime(): void {}

  override processWatermark(timestampMs: number): void {
    this.#timers.advanceWatermark(timestampMs);
    this.ctx.output.emitWatermark(timestampMs);
  }

  override snapshotState(checkpointId: number, timestampMs: number): void {
    this.#timers.snapshotState(checkpointId);
    super.snapshotState(checkpointId, timestampMs);
  }

  override close(): void {
    closeFunction(this.#function);
  }

  /** False for a late element. One whose timestamp equals the watermark is not late. */
  #buffer(value: unknown, timestampMs: number, buffer: Buffer, lateTag: OutputTag<unknown> | undefined): boolean {
    if (timestampMs === NO_TIMESTAMP)
      throw new Error(
        "Long.MIN_VALUE timestamp: elements of an interval join need timestamps; did you forget assignTimestampsAndWatermarks?",
      );
    const watermark = this.#timers.currentWatermark();
    if (watermark !== MIN_TIMESTAMP && timestampMs < watermark) {
      this.#late(value, timestampMs, watermark, lateTag);
      return false;
    }
    const before = buffer.get(timestampMs);
    buffer.put(timestampMs, before === null ? [value] : [...before, value]);
    return true;
  }

  #late(value: unknown, timestamp: number, watermark: number, tag: OutputTag<unknown> | undefined): void {
    const { trace, task, metrics, output } = this.ctx;
    if (trace.records)
      trace.emit("rec.late", {
        task,
        b: tag === undefined ? 0 : 1,
        x: watermark - timestamp,
        ext: { start: timestamp, end: timestamp, watermark, cleanupTime: timestamp, timestamp },
      });
    if (tag === undefined) metrics.lateRecordsDropped++;
    else output.collectSide(tag, value, timestamp);
  }

  #join(left: unknown, right: unknown, leftMs: number, rightMs: number): void {
    this.#context.leftMs = leftMs;
    this.#context.rightMs = rightMs;
    this.#collector.timestampMs = Math.max(leftMs, rightMs);
    const returned: unknown = this.#function.processElement(left, right, this.#context, this.#collector);
    refusePromise(returned, this.ctx.operatorName);
  }
}

function bufferOf(name: string, type: TypeInformation<unknown> | null): MapStateDescriptor<number, readonly unknown[]> {
  return type === null
    ? new MapStateDescriptor(name)
    : new MapStateDescriptor<number, readonly unknown[]>(name, Types.LONG, Types.LIST(type));
}

/** Throws for an interval that ends before it begins. */
export function checkBounds({ lowerBoundMs, upperBoundMs }: IntervalJoinOptions): void {
  if (lowerBoundMs > upperBoundMs)
    throw new IllegalArgumentError(
      `lowerBound <= upperBound must be fulfilled, and they are ${lowerBoundMs} ms and ${upperBoundMs} ms.`,
    );
}

/** Each call of `create` works on its own copy of the function. */
export function intervalJoinOperatorFactory(
  fn: ProcessJoinFunction<unknown, unknown, unknown>,
  options: IntervalJoinOptions,
): OperatorFactory {
  return { kind: "IntervalJoinOperator", create: () => new IntervalJoinOperator(cloneFunction(fn), options) };
}
