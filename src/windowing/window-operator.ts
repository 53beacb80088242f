/** Gathers elements of a key into windows and evaluates them. `WindowOperator`, and with an evictor `EvictingWindowOperator`. */
import type { KeySelector, Window } from "../api/functions.ts";
import { OneInputOperator } from "../operators/operator.ts";
import { refusePromise } from "../operators/refuse-promise.ts";
import { TimestampedCollector } from "../operators/timestamped-collector.ts";
import { closeFunction, keyedStateOf, openFunction } from "../operators/udf-context.ts";
import type { KeyedStateBackend } from "../state/keyed-state-backend.ts";
import { InternalTimerService, type Triggerable } from "../time/internal-timer-service.ts";
import type { InternalTimer } from "../time/timer-heap.ts";
import { MAX_TIMESTAMP, saturatingAdd } from "../time/timestamps.ts";
import { IllegalArgumentError, UnsupportedOperationError } from "../types/errors.ts";
import { EventTimeTrigger } from "./event-time-trigger.ts";
import { Eviction, refuseNull } from "./eviction.ts";
import type { TimestampedValue } from "./evictor.ts";
import { windowItself } from "./in-flight.ts";
import { MergingWindows } from "./merging-windows.ts";
import { FIRE, PURGE, type Trigger, type TriggerResult } from "./trigger.ts";
import { isMergingAssigner, type ScopedWindow, type WindowAssigner } from "./window-assigner.ts";
import { EvictableContents, openContents, type WindowContents } from "./window-contents.ts";
import { ProcessWindowContext, WindowTriggerContext } from "./window-contexts.ts";
import type { WindowOperatorOptions } from "./window-operator-options.ts";
import { WindowTrace } from "./window-trace.ts";

/** Everything a window emits carries the window's last timestamp. */
export class WindowOperator extends OneInputOperator implements Triggerable {
  readonly #options: WindowOperatorOptions;
  readonly #assigner: WindowAssigner;
  readonly #trigger: Trigger;
  readonly #lateness: number;
  readonly #keySelector: KeySelector<unknown, unknown>;
  readonly #isEventTime: boolean;
  /** The trigger's timer is the cleanup timer: without lateness the default trigger waits for the same moment. */
  readonly #triggerCleansUp: boolean;
  #restoredCheckpoint = 0;
  /** Events of records are wanted. */
  #traced = false;
  #backend!: KeyedStateBackend;
  #timers!: InternalTimerService;
  #contents!: WindowContents;
  /** Null without an evictor. */
  #eviction: Eviction | null = null;
  /** Null where windows do not merge. */
  #merging: MergingWindows | null = null;
  #collector!: TimestampedCollector<unknown>;
  #triggerContext!: WindowTriggerContext;
  #processContext!: ProcessWindowContext;
  #trace!: WindowTrace;
  /** The window that state and trigger are pointed at: mostly that of the next element or timer too. */
  #window: ScopedWindow | null = null;
  /** When the state of `#window` goes; `MAX_TIMESTAMP` means never. */
  #cleanupTime = 0;

  /** Throws for negative lateness, for a list without a function to evaluate it, and for a trigger that cannot merge where it must. */
  constructor(options: WindowOperatorOptions) {
    super();
    this.#options = options;
    this.#lateness = options.allowedLateness ?? 0;
    if (this.#lateness < 0) throw new IllegalArgumentError("The allowed lateness cannot be negative.");
    if (options.contents.kind === "list" && options.windowFunction === undefined) {
      throw new IllegalArgumentError("A window that gathers a list needs a window function.");
    }
    this.#assigner = options.assigner.copy?.() ?? options.assigner;
    this.#keySelector = options.keySelector;
    this.#isEventTime = this.#assigner.isEventTime;
    this.#trigger = options.trigger ?? this.#assigner.defaultTrigger();
    if (isMergingAssigner(this.#assigner) && !this.#trigger.canMerge())
      throw new UnsupportedOperationError(
        "A merging window assigner cannot be used with a trigger that does not support merging.",
      );
    this.#triggerCleansUp = this.#isEventTime && this.#lateness === 0 && this.#trigger.constructor === EventTimeTrigger;
  }

  get timerService(): InternalTimerService {
    return this.#timers;
  }

  protected override userFunction(): object | null {
    const { windowFunction } = this.#options;
    return typeof windowFunction === "object" ? windowFunction : null;
  }

  override initializeState(restoredCheckpoint: number): void {
    this.#restoredCheckpoint = restoredCheckpoint;
    this.#backend = keyedStateOf(this.ctx);
    super.initializeState(restoredCheckpoint);
  }

  override open(): void {
    const { output } = this.ctx;
    this.#timers = new InternalTimerService("window-timers", this.ctx, this, this.#restoredCheckpoint);
    const { contents, evictor } = this.#options;
    this.#collector = new TimestampedCollector(output);
    this.#triggerContext = new WindowTriggerContext(this.#timers, this.#backend);
    this.#processContext = new ProcessWindowContext(
      this.#timers,
      this.#backend,
      output,
      isMergingAssigner(this.#assigner),
    );
    this.#traced = this.ctx.trace.records;
    this.#trace = new WindowTrace(this.ctx, this.#backend, this.#timers);
    if (evictor === undefined) this.#contents = openContents(contents, this.#backend, this.ctx.operatorName);
    else {
      const evictable = new EvictableContents(this.#backend, contents.elementType);
      this.#contents = evictable;
      this.#eviction = new Eviction(evictor, contents, evictable, this.#triggerContext);
    }
    this.#merging = this.#openMerging();
    this.#triggerContext.keepsOnlyBounds = this.#merging?.keepsOnlyBounds === true;
    if (this.#options.windowFunction !== undefined) openFunction(this.#options.windowFunction, this.ctx);
  }

  override setKeyContext(value: unknown): void {
    const keySelector = this.#keySelector;
    this.#backend.setCurrentKey(keySelector(value));
  }

  processElement(value: unknown, timestampMs: number): void {
    const windows = this.#assigner.assignWindows(value, timestampMs, this.#triggerContext);
    this.#merging?.load();
    let skipped = true;
    for (let i = 0; i < windows.length; i++) {
      const window = this.#merging === null ? windows[i] : this.#merging.add(windows[i]);
      if (window !== this.#window || this.#merging !== null) this.#enter(window);
      if (this.#isEventTime && this.#cleanupTime <= this.#timers.currentWatermark()) {
        this.#merging?.retire(window);
        continue;
      }
      skipped = false;
      const opened = this.#add(value, timestampMs, window);
      // All that its trigger would do is register the timer, which is there as long as the window is.
      if (this.#triggerCleansUp && !(this.#merging?.isNew ?? opened)) continue;
      this.#triggerContext.window = window;
      const result = this.#trigger.onElement(value, timestampMs, window, this.#triggerContext);
      if (result !== 0 && !this.#act(result, window, null)) continue;
      if (!this.#triggerCleansUp && this.#cleanupTime !== MAX_TIMESTAMP) this.#registerCleanupTimer(window);
    }
    this.#merging?.persist();
    // An element that no window took is late only if it is behind the watermark itself.
    if (skipped && this.#isElementLate(timestampMs)) this.#late(value, timestampMs, windows);
  }

  onEventTime(timer: InternalTimer): void {
    const window = this.#enterTimer(timer);
    if (window === null) return;
    this.#triggerContext.window = window;
    const result = this.#trigger.onEventTime(timer.time, window, this.#triggerContext);
    if (result !== 0) this.#act(result, window, timer.time);
    if (this.#isEventTime && timer.time === this.#cleanupTime) this.#clearAllState(window);
    this.#merging?.persist();
  }

  onProcessingTime(timer: InternalTimer): void {
    const window = this.#enterTimer(timer);
    if (window === null) return;
    this.#triggerContext.window = window;
    const result = this.#trigger.onProcessingTime(timer.time, window, this.#triggerContext);
    if (result !== 0) this.#act(result, window, timer.time);
    if (!this.#isEventTime && timer.time === this.#cleanupTime) this.#clearAllState(window);
    this.#merging?.persist();
  }

  override processWatermark(timestampMs: number): void {
    this.#timers.advanceWatermark(timestampMs);
    this.ctx.output.emitWatermark(timestampMs);
  }

  override snapshotState(checkpointId: number, timestampMs: number): void {
    this.#merging?.writeAll();
    this.#timers.snapshotState(checkpointId);
    super.snapshotState(checkpointId, timestampMs);
  }

  override close(): void {
    if (this.#options.windowFunction !== undefined) closeFunction(this.#options.windowFunction);
  }

  #openMerging(): MergingWindows | null {
    const assigner = this.#assigner;
    if (!isMergingAssigner(assigner)) return null;
    return new MergingWindows({
      assigner,
      trigger: this.#trigger,
      contents: this.#contents,
      timers: this.#timers,
      backend: this.#backend,
      traced: this.#traced,
      wasRestored: this.#restoredCheckpoint > 0,
      evicts: this.#eviction !== null,
      cleanupTimeOf: (window) => this.#cleanupTimeOf(window),
      triggerCleansUp: this.#triggerCleansUp,
      onMerged: (into, merged) => {
        if (this.#traced) this.#trace.merge(into, merged, this.#traceable(this.#cleanupTimeOf(into)));
      },
    });
  }

  /** True if the window was empty. */
  #add(value: unknown, timestampMs: number, window: ScopedWindow): boolean {
    const before = this.#backend.numStateEntries();
    this.#contents.add(this.#eviction === null ? value : { value, timestampMs });
    const opened = this.#backend.numStateEntries() > before;
    if (this.#traced) {
      const cleanupTime = this.#traceable(this.#cleanupTime);
      if (opened) this.#trace.window("win.open", window, cleanupTime, this.#firesAtItsEnd ? 1 : 0);
      this.#trace.window("win.add", window, cleanupTime);
    }
    return opened;
  }

  /** Null for a timer of a window that has become part of another one. */
  #enterTimer({ scope }: InternalTimer): ScopedWindow | null {
    let window = this.#window;
    if (this.#merging !== null) {
      this.#merging.load();
      window = this.#merging.windowOf(scope);
      if (window !== null) this.#enter(window);
    } else if (window === null || (window !== scope && window.namespace !== scope.namespace)) {
      window = this.#assigner.windowOf(scope.namespace);
      this.#enter(window);
    }
    return window;
  }

  #enter(window: ScopedWindow): void {
    this.#window = window;
    this.#cleanupTime = this.#cleanupTimeOf(window);
    if (this.#merging === null) this.#contents.setNamespace(window.namespace);
    else this.#merging.setContentsOf(window);
  }

  /**
   * @param timerTime null when an element was the reason
   * @returns false if an element was the reason and there is nothing to fire: then nothing else is done with it
   */
  #act(result: TriggerResult, window: ScopedWindow, timerTime: number | null): boolean {
    if ((result & FIRE) !== 0) {
      const contents = this.#contents.get();
      if (contents !== null) this.#emit(contents, window, timerTime);
      else if (timerTime === null) return false;
    }
    if ((result & PURGE) !== 0) {
      this.#contents.clear();
      if (this.#traced) this.#trace.window("win.purge", window, this.#traceable(this.#cleanupTime));
    }
    return true;
  }

  #emit(contents: unknown, window: ScopedWindow, timerTime: number | null): void {
    this.#collector.timestampMs = window.maxTimestamp();
    if (!this.#traced) {
      this.#evaluate(contents, window);
      return;
    }
    const { trace } = this.ctx;
    const causes = trace.causes();
    this.#trace.fire(window, contents, timerTime);
    this.#evaluate(contents, window);
    trace.resume(causes);
  }

  #evaluate(contents: unknown, window: ScopedWindow): void {
    if (this.#eviction === null) {
      this.#call(contents, window);
      return;
    }
    const isSomethingLeft = this.#eviction.around(contents as Iterable<TimestampedValue<unknown>>, window, (rest) => {
      if (this.#options.windowFunction === undefined) refuseNull(rest, this.ctx.operatorName);
      this.#call(rest, window);
    });
    if (this.#traced && !isSomethingLeft) this.#trace.window("win.purge", window, this.#traceable(this.#cleanupTime));
  }

  #call(contents: unknown, window: ScopedWindow): void {
    // A reduce function that answered with a promise is noticed here, not for each record.
    refusePromise(contents, this.ctx.operatorName);
    const fn = this.#options.windowFunction;
    if (fn === undefined) {
      this.#collector.collect(contents);
      return;
    }
    this.#processContext.window = windowItself(window);
    const elements = this.#options.contents.kind === "list" ? (contents as Iterable<unknown>) : [contents];
    const key = this.#backend.currentKey();
    const returned: unknown =
      typeof fn === "function"
        ? fn(key, this.#processContext, elements, this.#collector)
        : fn.process(key, this.#processContext, elements, this.#collector);
    if (returned !== undefined) refusePromise(returned, this.ctx.operatorName, "window function");
  }

  #clearAllState(window: ScopedWindow): void {
    this.#contents.clear();
    // The timer that it would delete is the one that fires.
    if (!this.#triggerCleansUp) this.#trigger.clear(window, this.#triggerContext);
    this.#processContext.window = windowItself(window);
    const fn = this.#options.windowFunction;
    if (typeof fn === "object") fn.clear?.(this.#processContext);
    this.#merging?.retire(window);
    if (this.#traced) this.#trace.window("win.purge", window, this.#traceable(this.#cleanupTime));
  }

  #late(value: unknown, timestampMs: number, windows: readonly ScopedWindow[]): void {
    const tag = this.#options.lateTag;
    if (this.#traced) {
      for (const window of windows)
        this.#trace.late(window, timestampMs, this.#cleanupTimeOf(window), tag !== undefined);
    }
    if (tag === undefined) this.ctx.metrics.lateRecordsDropped++;
    else this.ctx.output.collectSide(tag, value, timestampMs);
  }

  #isElementLate(timestampMs: number): boolean {
    return this.#isEventTime && timestampMs + this.#lateness <= this.#timers.currentWatermark();
  }

  #cleanupTimeOf(window: Window): number {
    const last = window.maxTimestamp();
    return this.#isEventTime ? saturatingAdd(last, this.#lateness) : last;
  }

  get #firesAtItsEnd(): boolean {
    return this.#isEventTime && this.#trigger instanceof EventTimeTrigger;
  }

  /** A cleanup time as the trace tells it: null where no watermark decides. */
  #traceable(cleanupTime: number): number | null {
    return this.#isEventTime && cleanupTime !== MAX_TIMESTAMP ? cleanupTime : null;
  }

  #registerCleanupTimer(window: ScopedWindow): void {
    if (this.#isEventTime) this.#timers.registerEventTimeTimer(window, this.#cleanupTime);
    else this.#timers.registerProcessingTimeTimer(window, this.#cleanupTime);
  }
}
