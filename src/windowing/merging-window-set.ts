/** The windows of a key that can merge, and under which namespace the contents of each lie. Flink's class of the same name. */
import type { ListState } from "../api/state.ts";
import { ListStateDescriptor } from "../api/state-descriptors.ts";
import type { KeyedStateBackend, Namespace, Scope } from "../state/keyed-state-backend.ts";
import type { MergingWindowAssigner, ScopedWindow } from "./window-assigner.ts";
import { type InFlight, isSame, WindowsOfKey } from "./windows-of-key.ts";

/** Told when windows become one; by then the set knows of it. `MergingWindowSet.MergeFunction`. */
export type MergeFunction<W> = (
  into: W,
  merged: readonly W[],
  stateWindow: Namespace,
  mergedStateWindows: readonly Namespace[],
) => void;

/** Window and state window, as they lie in the state. */
type Entry = readonly [window: Namespace, stateWindow: Namespace];

const STATE = new ListStateDescriptor<Entry>("merging-window-set");
const NONE: readonly Namespace[] = [];

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
  /** Keys whose windows are others than their state says. */
  readonly #unwritten = new Set<WindowsOfKey<W>>();
  #windows: WindowsOfKey<W> | null = null;
  #changed = false;
  /** Windows in flight touch each other nowhere: what had touched was merged. */
  #areApart = true;

  constructor(assigner: MergingWindowAssigner<W>, backend: KeyedStateBackend, traced: boolean) {
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
    this.#windows =
      known !== null && known.inFlight.length > 0 ? known : this.#read(known ?? new WindowsOfKey(context));
  }

  /** Keeps what has changed. */
  persist(): void {
    const windows = this.#windows;
    if (!this.#changed || windows === null) return;
    this.#changed = false;
    windows.context.memory = windows;
    if (windows.inFlight.length === 0) {
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
      into.push(window, stateWindow);
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
  find(window: W): InFlight<W> | null {
    return this.#loaded.find(window);
  }

  /** The window in flight with the namespace of this scope, or null. */
  windowOf(scope: Scope): W | null {
    return this.#loaded.windowOf(scope);
  }

  retire(window: W): void {
    if (this.#loaded.remove(window)) this.#changed = true;
  }

  /**
   * Adds a window, merging what it touches.
   *
   * A window that equals one in flight makes a new entry in its place: what that one had gathered under another namespace
   * is lost and stays behind (reachable with dynamic gaps), as in Flink 1.20.
   * @returns the window that the new one became part of
   */
  add(window: W, merge: MergeFunction<W>): W {
    const windows = this.#loaded;
    if (!this.#areApart || this.#assigner.cover === undefined) return this.#addToAny(window, merge);
    const place = windows.placeTouching(window, 0);
    if (place < 0) {
      windows.push(window, window.namespace);
      this.#changed = true;
      return window;
    }
    if (isSame(windows.inFlight[place].window, window)) return this.#addToAny(window, merge);
    const next = windows.placeTouching(window, place + 1);
    return next < 0 ? this.#extend(place, window, merge) : this.#join([place, next], window, merge);
  }

  /** What most elements do: they touch one window. */
  #extend(place: number, by: W, merge: MergeFunction<W>): W {
    const windows = this.#loaded;
    const { window, stateWindow } = windows.inFlight[place];
    const into = this.#cover(window, by);
    if (into === window) return into;
    windows.replaceAt(place, into);
    this.#changed = true;
    merge(into, [window], stateWindow, NONE);
    return into;
  }

  /** An element stands between windows. */
  #join(places: number[], by: W, merge: MergeFunction<W>): W {
    const windows = this.#loaded;
    const last = places[places.length - 1];
    for (let place = windows.placeTouching(by, last + 1); place >= 0; place = windows.placeTouching(by, place + 1))
      places.push(place);
    const merged = places.map((place) => windows.inFlight[place].window);
    if (merged[0].start > merged[1].start || merged.length > 2) merged.sort((a, b) => a.start - b.start);
    const into = merged.reduce((a, b) => this.#cover(a, b), by);
    this.#merge(merged, into, merge);
    return into;
  }

  #cover(a: W, b: W): W {
    return this.#assigner.cover?.(a, b) ?? a;
  }

  /** Flink's way, which looks at all windows that could be in a group with the new one. */
  #addToAny(window: W, merge: MergeFunction<W>): W {
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
        this.#merge(merged, into, merge);
      });
    }
    if (merges === 0 || (isSame(result, window) && !mergedNewWindow)) this.#put([result], result, result.namespace);
    return result;
  }

  /** @param merged windows in flight, by their beginning; Flink's order is that of a hash set, so any is right */
  #merge(merged: readonly W[], into: W, merge: MergeFunction<W>): void {
    const stateWindow = this.find(merged[0])?.stateWindow ?? merged[0].namespace;
    // A new window inside of one that is there changes nothing.
    if (merged.length === 1 && isSame(merged[0], into)) return;
    const others: Namespace[] = [];
    for (let i = 1; i < merged.length; i++) {
      const at = this.find(merged[i])?.stateWindow;
      if (at !== undefined && at !== stateWindow) others.push(at);
    }
    this.#put(merged, into, stateWindow);
    merge(into, merged, stateWindow, others);
  }

  /** Takes windows away, also one that equals the new one, and puts that in. */
  #put(instead: readonly W[], window: W, stateWindow: Namespace): void {
    const windows = this.#loaded;
    for (const one of instead) windows.remove(one);
    windows.remove(window);
    windows.push(window, stateWindow);
    this.#changed = true;
  }
}
