/** The windows of a key that can merge, and under which namespace the contents of each lie. Flink's class of the same name. */
import type { ListState } from "../api/state.ts";
import { ListStateDescriptor } from "../api/state-descriptors.ts";
import type { KeyContext, KeyedStateBackend, Namespace } from "../state/keyed-state-backend.ts";
import type { MergingWindowAssigner, ScopedWindow } from "./window-assigner.ts";

/** Told when windows become one; by then the set knows of it. `MergingWindowSet.MergeFunction`. */
export type MergeFunction<W> = (
  into: W,
  merged: readonly W[],
  stateWindow: Namespace,
  mergedStateWindows: readonly Namespace[],
) => void;

/** Window and state window, as they lie in the state. */
type Entry = readonly [window: Namespace, stateWindow: Namespace];

/** A window in flight, and where its contents lie. */
interface InFlight<W> {
  readonly window: W;
  readonly stateWindow: Namespace;
  readonly entry: Entry;
}

const STATE = new ListStateDescriptor<Entry>("merging-window-set");

/**
 * A merged window keeps its contents where one of its parts had them, so that merging moves as little as possible. Load it
 * for a key, use it, and `persist` it before the key changes.
 */
export class MergingWindowSet<W extends ScopedWindow> {
  readonly #assigner: MergingWindowAssigner<W>;
  readonly #backend: KeyedStateBackend;
  readonly #state: ListState<Entry>;
  /** What lies in the state of the keys that have windows, as windows: nobody else writes it, and reading names takes long. */
  readonly #known = new Map<KeyContext, InFlight<W>[]>();
  #inFlight: InFlight<W>[] = [];
  #changed = false;
  /** Windows in flight touch each other nowhere: what had touched was merged. */
  #areApart = true;

  constructor(assigner: MergingWindowAssigner<W>, backend: KeyedStateBackend) {
    this.#assigner = assigner;
    this.#backend = backend;
    this.#state = backend.state(STATE);
  }

  /** Takes the windows of the current key. */
  load(): void {
    const known = this.#known.get(this.#backend.currentContext());
    this.#changed = false;
    this.#inFlight = known ?? this.#read();
  }

  /** Writes what has changed. */
  persist(): void {
    if (!this.#changed) return;
    this.#changed = false;
    const context = this.#backend.currentContext();
    if (this.#inFlight.length === 0) this.#known.delete(context);
    else this.#known.set(context, this.#inFlight);
    this.#state.update(this.#inFlight.map(({ entry }) => entry));
  }

  #read(): InFlight<W>[] {
    const read: InFlight<W>[] = [];
    for (const entry of this.#state.get()) {
      const window = this.#assigner.windowOf(entry[0]);
      if (this.#touching(read, window).length > 0) this.#areApart = false;
      read.push({ window, stateWindow: entry[1], entry });
    }
    return read;
  }

  /** The windows that a new one can be merged with. */
  #touching(windows: readonly InFlight<W>[], window: W): W[] {
    const touching: W[] = [];
    for (const one of windows)
      if (!this.#areApart || this.#assigner.touch?.(one.window, window) !== false) touching.push(one.window);
    return touching;
  }

  /** Where the contents of a window lie; null for a window that is not in flight. */
  stateWindowOf(window: W): Namespace | null {
    for (const one of this.#inFlight) if (isSame(one.window, window)) return one.stateWindow;
    return null;
  }

  retire(window: W): void {
    this.#replace([window], null);
  }

  /**
   * Adds a window, merging what it touches.
   *
   * A window that equals one in flight makes a new entry in its place: what that one had gathered under another namespace
   * is lost and stays behind (reachable with dynamic gaps), as in Flink 1.20.
   * @returns the window that the new one became part of
   */
  add(window: W, merge: MergeFunction<W>): W {
    let result = window;
    let mergedNewWindow = false;
    let merges = 0;
    const windows = this.#touching(this.#inFlight, window);
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
    if (merges === 0 || (isSame(result, window) && !mergedNewWindow))
      this.#replace([result], inFlight(result, result.namespace));
    return result;
  }

  /** @param merged windows in flight, by their beginning; Flink's order is that of a hash set, so any is right */
  #merge(merged: readonly W[], into: W, merge: MergeFunction<W>): void {
    const stateWindow = this.stateWindowOf(merged[0]) ?? merged[0].namespace;
    // A new window inside of one that is there changes nothing.
    if (merged.length === 1 && isSame(merged[0], into)) return;
    const others: Namespace[] = [];
    for (let i = 1; i < merged.length; i++) {
      const at = this.stateWindowOf(merged[i]);
      if (at !== null && at !== stateWindow) others.push(at);
    }
    this.#replace(merged, inFlight(into, stateWindow));
    merge(into, merged, stateWindow, others);
  }

  /** Takes windows away, also one that equals the new one, and puts that in. */
  #replace(windows: readonly W[], by: InFlight<W> | null): void {
    const rest = this.#inFlight.filter(
      (one) => !windows.some((window) => isSame(one.window, window)) && !(by !== null && isSame(one.window, by.window)),
    );
    if (by !== null) rest.push(by);
    else if (rest.length === this.#inFlight.length) return;
    this.#inFlight = rest;
    this.#changed = true;
  }
}

function inFlight<W extends ScopedWindow>(window: W, stateWindow: Namespace): InFlight<W> {
  return { window, stateWindow, entry: [window.namespace, stateWindow] };
}

function isSame<W extends ScopedWindow>(a: W, b: W): boolean {
  return a === b || (a.start === b.start && a.end === b.end && a.namespace === b.namespace);
}
