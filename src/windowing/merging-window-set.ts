/** The windows of a key that can merge, and under which namespace the contents of each lie. Flink's class of the same name. */
import type { ListState } from "../api/state.ts";
import { ListStateDescriptor } from "../api/state-descriptors.ts";
import { type KeyedStateBackend, type Namespace, NO_ENTRY, type Scope } from "../state/keyed-state-backend.ts";
import { InFlight } from "./in-flight.ts";
import type { MergingWindowAssigner, ScopedWindow } from "./window-assigner.ts";
import { WindowsOfKey } from "./windows-of-key.ts";

/** Told when windows become one; by then the set knows of it. `MergingWindowSet.MergeFunction`. */
export interface MergeListener {
  merged(
    into: ScopedWindow,
    merged: readonly ScopedWindow[],
    stateWindow: Namespace,
    mergedStateWindows: readonly Namespace[],
  ): void;
  /**
   * A window in flight that stands for itself is about to grow; this is what happens with most elements.
   * @param maxTimestamp what it will be
   */
  grows(window: ScopedWindow, maxTimestamp: number): void;
  /** A window that has grown contains another one, which is in flight no more; their contents become one. */
  absorbed(window: InFlight<ScopedWindow>, other: InFlight<ScopedWindow>): void;
}

/** Window and state window, as they lie in the state. */
type Entry = readonly [window: Namespace, stateWindow: Namespace];

const NONE: readonly Namespace[] = [];
const STATE = new ListStateDescriptor<Entry>("merging-window-set");

/**
 * A merged window keeps its contents where one of its parts had them, so that merging moves as little as possible. Load it
 * for a key, use it, and `persist` it before the key changes.
 *
 * What lies in the state of the keys that have windows is remembered as windows: nobody else writes it. That a key has
 * windows is in its state at once; which they are is written when somebody could see it: in a snapshot or in a trace.
 */
export class MergingWindowSet<W extends ScopedWindow> {
  readonly #assigner: MergingWindowAssigner<W>;
  readonly #backend: KeyedStateBackend;
  readonly #state: ListState<Entry>;
  /** Each write is traced. */
  readonly #traced: boolean;
  /** Windows in flight stand for their windows: nobody needs to see more than their bounds. */
  readonly #standsIn: boolean;
  /** Keys whose windows are others than their state says. */
  readonly #unwritten = new Set<WindowsOfKey<W>>();
  /** The window that was added last became part of no other. */
  isNew = false;
  #windows: WindowsOfKey<W> | null = null;
  #changed = false;
  /** The one that the element in hand belongs to, if it came the short way. */
  #latest: InFlight<W> | null = null;
  /** Windows in flight touch each other nowhere: what had touched was merged. */
  #areApart = true;
  /**
   * Where a new window keeps its contents may lie those of one that is in flight no more. Without a restore they are of a
   * window inside of one that has ended, and the new one would be late.
   */
  readonly #mayFindContents: boolean;

  /**
   * @param standsIn windows that are given out are of the class `InFlight`, and change when others become part of them; of those that are added only
   * the bounds are kept
   * @param wasRestored the state may hold contents of windows that are in flight no more
   */
  constructor(
    assigner: MergingWindowAssigner<W>,
    backend: KeyedStateBackend,
    traced: boolean,
    standsIn: boolean,
    wasRestored: boolean,
  ) {
    this.#mayFindContents = wasRestored || !standsIn;
    this.#standsIn = standsIn;
    this.#assigner = assigner;
    this.#backend = backend;
    this.#traced = traced;
    this.#state = backend.state(STATE);
  }

  /** Takes the windows of the current key. */
  load(): void {
    const context = this.#backend.currentContext();
    // Nobody else uses the memory of the keys of a window operator.
    const known = context.memory as WindowsOfKey<W> | null;
    this.#changed = false;
    this.#latest = null;
    this.#windows =
      known !== null && known.last !== null ? known : this.#read(known ?? new WindowsOfKey(context, this.#assigner));
  }

  /** Keeps what has changed. */
  persist(): void {
    const windows = this.#windows;
    if (!this.#changed || windows === null) return;
    this.#changed = false;
    if (windows.context.memory !== windows) windows.context.memory = windows;
    if (windows.last === null) {
      if (windows.isUnwritten) this.#unwritten.delete(windows);
      windows.isUnwritten = false;
      windows.isInState = false;
      this.#state.clear();
    } else if (this.#traced || !windows.isInState) this.#write(windows);
    else if (!windows.isUnwritten) {
      windows.isUnwritten = true;
      this.#unwritten.add(windows);
    }
  }

  /** Brings the state of all keys up to date, for a snapshot; the current key is another one after that. */
  writeAll(): void {
    for (const windows of this.#unwritten) {
      this.#backend.setCurrentContext(windows.context);
      this.#write(windows);
    }
    this.#unwritten.clear();
  }

  #write(windows: WindowsOfKey<W>): void {
    windows.isUnwritten = false;
    windows.isInState = true;
    this.#state.update(windows.inFlight.map(({ window, stateWindow }): Entry => [window.namespace, stateWindow]));
  }

  /** @param into holds no windows */
  #read(into: WindowsOfKey<W>): WindowsOfKey<W> {
    for (const [namespace, stateWindow] of this.#state.get()) {
      const window = this.#assigner.windowOf(namespace);
      if (this.#touching(into.inFlight, window).length > 0) this.#areApart = false;
      into.push(window, stateWindow, true, null);
      into.isInState = true;
    }
    return into;
  }

  get #loaded(): WindowsOfKey<W> {
    if (this.#windows === null) throw new Error("The merging windows of a key are used before they were loaded.");
    return this.#windows;
  }

  /** The windows that a new one can be merged with. */
  #touching(windows: readonly InFlight<W>[], window: W): W[] {
    const touching: W[] = [];
    for (const one of windows)
      if (!this.#areApart || this.#assigner.touch?.(one.window, window) !== false) touching.push(one.window);
    return touching;
  }

  /** Where the contents of a window lie; null for a window that is not in flight. */
  find(window: ScopedWindow): InFlight<W> | null {
    if (window instanceof InFlight) return window.isInFlight ? window : null;
    const latest = this.#latest;
    // What is no window in flight is a window of the assigner.
    return latest !== null && latest.is(window as W) ? latest : this.#loaded.find(window as W);
  }

  /** The window in flight with the namespace of this scope, or null. */
  windowOf(scope: Scope): ScopedWindow | null {
    const latest = this.#loaded.ofScope(scope);
    this.#latest = latest;
    return latest === null ? null : this.#shown(latest);
  }

  retire(window: ScopedWindow): void {
    const one = this.find(window);
    this.#latest = null;
    if (one === null) return;
    this.#loaded.remove(one);
    this.#changed = true;
  }

  #shown(one: InFlight<W>): ScopedWindow {
    return this.#standsIn ? one : one.window;
  }

  /**
   * Adds a window, merging what it touches.
   *
   * A window that equals one in flight makes a new entry in its place: what that one had gathered under another namespace
   * is lost and stays behind (reachable with dynamic gaps), as in Flink 1.20.
   * @returns the window that the new one became part of
   */
  add(window: W, listener: MergeListener): ScopedWindow {
    const windows = this.#loaded;
    this.#latest = null;
    this.isNew = false;
    if (!this.#areApart || this.#assigner.spanning === undefined) return this.#addToAny(window, listener);
    const { start, end } = window;
    const { last } = windows;
    // Mostly an element is behind all windows but the last one: then it need not look at them.
    if (last !== null && windows.othersEndBefore(start))
      return last.start <= end && last.end >= start ? this.#extend(last, window, listener) : this.#push(window);
    const place = windows.placeTouching(window, 0);
    if (place < 0) return this.#push(window);
    const next = windows.placeTouching(window, place + 1);
    if (next >= 0) return this.#join(place, next, window, listener);
    return this.#extend(windows.inFlight[place], window, listener);
  }

  /** What most elements do: they touch one window. */
  #extend(touched: InFlight<W>, by: W, listener: MergeListener): ScopedWindow {
    if (touched.is(by)) return this.#addToAny(by, listener);
    this.#latest = touched;
    if (touched.start <= by.start && touched.end >= by.end) return this.#shown(touched);
    this.#changed = true;
    const before = this.#standsIn ? null : touched.window;
    if (before === null) listener.grows(touched, Math.max(touched.end, by.end) - 1);
    touched.grow(by.start, by.end);
    this.#loaded.changed(touched);
    if (before !== null) listener.merged(touched.window, [before], touched.stateWindow, NONE);
    return this.#shown(touched);
  }

  #push(window: W): ScopedWindow {
    this.isNew = true;
    this.#latest = this.#loaded.push(
      window,
      window.namespace,
      !this.#standsIn,
      this.#mayFindContents ? null : NO_ENTRY,
    );
    this.#changed = true;
    return this.#shown(this.#latest);
  }

  /** An element stands between windows. */
  #join(first: number, second: number, by: W, listener: MergeListener): ScopedWindow {
    const windows = this.#loaded;
    const merged = [windows.inFlight[first], windows.inFlight[second]];
    for (let place = windows.placeTouching(by, second + 1); place >= 0; place = windows.placeTouching(by, place + 1))
      merged.push(windows.inFlight[place]);
    let { start, end } = by;
    for (const one of merged) {
      start = Math.min(start, one.start);
      end = Math.max(end, one.end);
    }
    if (merged.length > 2) merged.sort((a, b) => a.start - b.start);
    else if (merged[0].start > merged[1].start) merged.reverse();
    if (this.#standsIn) return this.#absorb(merged, start, end, listener);
    const into = this.#assigner.spanning?.(start, end) ?? by;
    this.#merge(
      merged.map((one) => one.window),
      into,
      listener,
    );
    return into;
  }

  /** The first window, where the contents are, grows and takes in the others: they become one in the same steps as ever. */
  #absorb(merged: readonly InFlight<W>[], start: number, end: number, listener: MergeListener): ScopedWindow {
    const windows = this.#loaded;
    const into = merged[0];
    listener.grows(into, end - 1);
    into.grow(start, end);
    windows.changed(into);
    for (let i = 1; i < merged.length; i++) windows.remove(merged[i]);
    for (let i = 1; i < merged.length; i++) listener.absorbed(into, merged[i]);
    this.#latest = into;
    this.#changed = true;
    return into;
  }

  /** Flink's way, which looks at all windows that could be in a group with the new one. */
  #addToAny(window: W, listener: MergeListener): ScopedWindow {
    let result = window;
    let mergedNewWindow = false;
    let merges = 0;
    const windows = this.#touching(this.#loaded.inFlight, window);
    if (windows.length > 0) {
      windows.push(window);
      this.#assigner.mergeWindows(windows, (group, into) => {
        merges++;
        const merged = group.filter((one) => !isSame(one, window));
        if (merged.length < group.length) {
          mergedNewWindow = true;
          result = into;
        }
        if (group.some((one) => one !== window && isSame(one, window))) this.#areApart = false;
        this.#merge(merged, into, listener);
      });
    }
    if (merges === 0 || (isSame(result, window) && !mergedNewWindow)) {
      this.isNew = true;
      this.#put([result], result, result.namespace);
    }
    return this.#shownOf(result);
  }

  /** @param merged windows in flight, by their beginning; Flink's order is that of a hash set, so any is right */
  #merge(merged: readonly W[], into: W, listener: MergeListener): void {
    // A new window inside of one that is there changes nothing.
    if (merged.length === 1 && isSame(merged[0], into)) return;
    const shown = merged.map((one) => this.#shownOf(one));
    const stateWindow = this.find(merged[0])?.stateWindow ?? merged[0].namespace;
    const others: Namespace[] = [];
    for (let i = 1; i < merged.length; i++) {
      const at = this.find(merged[i])?.stateWindow;
      if (at !== undefined && at !== stateWindow) others.push(at);
    }
    this.#put(merged, into, stateWindow);
    listener.merged(this.#shownOf(into), shown, stateWindow, others);
  }

  /** Takes windows away and puts one in; where there is an equal one, it takes the place of that. */
  #put(instead: readonly W[], window: W, stateWindow: Namespace): void {
    const equal = this.find(window);
    for (const one of instead) if (!this.#standsIn || equal?.is(one) !== true) this.retire(one);
    this.#changed = true;
    if (this.#standsIn && equal !== null) {
      // Its timer stays what it was.
      equal.lieIn(stateWindow);
      this.#loaded.changed(equal);
      this.#latest = equal;
      return;
    }
    this.retire(window);
    this.#latest = this.#loaded.push(window, stateWindow, !this.#standsIn, null);
  }

  #shownOf(window: W): ScopedWindow {
    return this.#standsIn ? (this.find(window) ?? window) : window;
  }
}

/** Are these the same window? */
function isSame(a: ScopedWindow, b: ScopedWindow): boolean {
  return a === b || (a.start === b.start && a.end === b.end && a.namespace === b.namespace);
}
