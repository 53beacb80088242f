/** What triggers and window functions see of the window operator; one object each, pointed at a window before every call. */
import type { KeyedStateStore, WindowContext } from "../api/functions.ts";
import type { OutputTag } from "../api/output-tag.ts";
import type { StateDescriptor, StateOf } from "../api/state-descriptors.ts";
import type { Output } from "../operators/operator.ts";
import { ScopedStateStore } from "../operators/udf-context.ts";
import type { KeyedStateBackend } from "../state/keyed-state-backend.ts";
import type { InternalTimerService } from "../time/internal-timer-service.ts";
import type { TriggerContext } from "./trigger.ts";
import type { ScopedWindow } from "./window-assigner.ts";

/** `WindowOperator.Context`. */
export class WindowTriggerContext implements TriggerContext {
  window!: ScopedWindow;
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
    this.#timers.registerEventTimeTimer(this.window.namespace, timestampMs);
  }

  registerProcessingTimeTimer(timestampMs: number): void {
    this.#timers.registerProcessingTimeTimer(this.window.namespace, timestampMs);
  }

  deleteEventTimeTimer(timestampMs: number): void {
    this.#timers.deleteEventTimeTimer(this.window.namespace, timestampMs);
  }

  deleteProcessingTimeTimer(timestampMs: number): void {
    this.#timers.deleteProcessingTimeTimer(this.window.namespace, timestampMs);
  }

  getPartitionedState<D extends StateDescriptor>(descriptor: D): StateOf<D> {
    const state = this.#backend.namespacedState(descriptor);
    state.setNamespace(this.window.namespace);
    return state;
  }
}

/** `WindowOperator.WindowContext`. */
export class ProcessWindowContext implements WindowContext {
  window!: ScopedWindow;
  readonly #timers: InternalTimerService;
  readonly #output: Output;
  readonly #windowState: KeyedStateStore;
  readonly #globalState: KeyedStateStore;

  constructor(timers: InternalTimerService, backend: KeyedStateBackend, output: Output) {
    this.#timers = timers;
    this.#output = output;
    this.#globalState = new ScopedStateStore((descriptor) => backend.state(descriptor));
    this.#windowState = new ScopedStateStore((descriptor) => {
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
