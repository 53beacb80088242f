/** What triggers and window functions see of the window operator; one object each, pointed at a window before every call. */
import type { KeyedStateStore, WindowContext } from "../api/functions.ts";
import type { OutputTag } from "../api/output-tag.ts";
import type { MergingStateDescriptor, StateDescriptor, StateOf } from "../api/state-descriptors.ts";
import type { Output } from "../operators/operator.ts";
import { ScopedStateStore } from "../operators/udf-context.ts";
import type { KeyedStateBackend, MergesNamespaces } from "../state/keyed-state-backend.ts";
import type { InternalTimerService } from "../time/internal-timer-service.ts";
import { UnsupportedOperationError } from "../types/errors.ts";
import type { OnMergeContext, TriggerContext } from "./trigger.ts";
import type { ScopedWindow } from "./window-assigner.ts";

/** `WindowOperator.Context`. */
export class WindowTriggerContext implements TriggerContext {
  window!: ScopedWindow;
  /** For the assigner. */
  keepsOnlyBounds = false;
  readonly #timers: InternalTimerService;
  readonly #backend: KeyedStateBackend;

  constructor(timers: InternalTimerService, backend: KeyedStateBackend) {
    this.#timers = timers;
    this.#backend = backend;
  }

  currentProcessingTime(): number {
    return this.#timers.currentProcessingTime();
  }

  currentWatermark(): number {
    return this.#timers.currentWatermark();
  }

  registerEventTimeTimer(timestampMs: number): void {
    this.#timers.registerEventTimeTimer(this.window, timestampMs);
  }

  registerProcessingTimeTimer(timestampMs: number): void {
    this.#timers.registerProcessingTimeTimer(this.window, timestampMs);
  }

  deleteEventTimeTimer(timestampMs: number): void {
    this.#timers.deleteEventTimeTimer(this.window, timestampMs);
  }

  deleteProcessingTimeTimer(timestampMs: number): void {
    this.#timers.deleteProcessingTimeTimer(this.window, timestampMs);
  }

  getPartitionedState<D extends StateDescriptor>(descriptor: D): StateOf<D> {
    const state = this.#backend.namespacedState(descriptor);
    state.setNamespace(this.window.namespace);
    return state;
  }
}

/** `WindowOperator.Context` while windows become one: points at that one. */
export class WindowMergeContext extends WindowTriggerContext implements OnMergeContext {
  /** The windows that were merged. */
  merged: readonly ScopedWindow[] = [];
  readonly #states: KeyedStateBackend;

  constructor(timers: InternalTimerService, backend: KeyedStateBackend) {
    super(timers, backend);
    this.#states = backend;
  }

  mergePartitionedState<D extends MergingStateDescriptor>(descriptor: D): void {
    const sources = this.merged.map(({ namespace }) => namespace);
    const state: MergesNamespaces = this.#states.namespacedState<MergingStateDescriptor>(descriptor);
    state.mergeNamespaces(this.window.namespace, sources);
  }
}

/** `WindowOperator.WindowContext`. */
export class ProcessWindowContext implements WindowContext {
  window!: ScopedWindow;
  readonly #timers: InternalTimerService;
  readonly #output: Output;
  readonly #windowState: KeyedStateStore;
  readonly #globalState: KeyedStateStore;

  /** @param isMerging windows that merge have no state of their own */
  constructor(timers: InternalTimerService, backend: KeyedStateBackend, output: Output, isMerging: boolean) {
    this.#timers = timers;
    this.#output = output;
    this.#globalState = new ScopedStateStore((descriptor) => backend.state(descriptor));
    this.#windowState = new ScopedStateStore((descriptor) => {
      if (isMerging) throw new UnsupportedOperationError("Per-window state is not allowed when using merging windows.");
      const state = backend.namespacedState(descriptor);
      state.setNamespace(this.window.namespace);
      return state;
    });
  }

  currentProcessingTime(): number {
    return this.#timers.currentProcessingTime();
  }

  currentWatermark(): number {
    return this.#timers.currentWatermark();
  }

  windowState(): KeyedStateStore {
    return this.#windowState;
  }

  globalState(): KeyedStateStore {
    return this.#globalState;
  }

  output<X>(tag: OutputTag<X>, value: X): void {
    this.#output.collectSide(tag, value, this.window.maxTimestamp());
  }
}
