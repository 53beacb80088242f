/** A window that can still become part of a longer one. */
import type { EntryHint, KeyContext, Namespace } from "../state/keyed-state-backend.ts";
import { InternalTimer } from "../time/timer-heap.ts";
import type { MergingWindowAssigner, ScopedWindow } from "./window-assigner.ts";

/**
 * A window in flight, where its contents lie, and the timer that ends it, all in one object: each element of a session
 * looks at all of them. It can stand for its window where nobody sees it but the operator and the default trigger; then
 * the window itself is made only when somebody asks for it.
 */
export class InFlight<W extends ScopedWindow> extends InternalTimer implements EntryHint, ScopedWindow {
  start: number;
  end: number;
  stateWindow: Namespace;
  entry: object | null;
  /** It has neither ended nor become part of another one. */
  isInFlight = true;
  #window: W | null;
  readonly #assigner: MergingWindowAssigner<W>;

  /**
   * @param keeps the window itself stays what it is
   * @param entry where its contents lie, as far as that is known
   */
  constructor(
    window: W,
    stateWindow: Namespace,
    context: KeyContext,
    assigner: MergingWindowAssigner<W>,
    keeps: boolean,
    entry: object | null,
  ) {
    super(0, context, window);
    this.scope = this;
    this.start = window.start;
    this.end = window.end;
    this.stateWindow = stateWindow;
    this.entry = entry;
    this.#window = keeps ? window : null;
    this.#assigner = assigner;
  }

  get window(): W {
    // Only windows of an assigner that can do this grow.
    this.#window ??= this.#assigner.spanning?.(this.start, this.end) as W;
    return this.#window;
  }

  get namespace(): Namespace {
    return this.window.namespace;
  }

  /** As of all windows whose assigner knows the window between two bounds. */
  maxTimestamp(): number {
    return this.end - 1;
  }

  /** Is it this window? */
  is(window: W): boolean {
    if (this.start !== window.start || this.end !== window.end) return false;
    return this.#window === window || this.namespace === window.namespace;
  }

  /** Its contents lie elsewhere from now on. */
  lieIn(stateWindow: Namespace): void {
    this.stateWindow = stateWindow;
    this.entry = null;
  }

  /** Takes in a window that overlaps with it or adjoins to it. */
  grow(start: number, end: number): void {
    this.start = Math.min(this.start, start);
    this.end = Math.max(this.end, end);
    this.#window = null;
  }

  override toString(): string {
    return String(this.window);
  }
}

/** What a function or a person is shown instead of a window in flight. */
export function windowItself(window: ScopedWindow): ScopedWindow {
  return window instanceof InFlight ? window.window : window;
}
