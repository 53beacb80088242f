/** The windows of a key that can merge, and under which namespace the contents of each lie. Flink's class of the same name. */
import type { ListState } from "../api/state.ts";
import { ListStateDescriptor } from "../api/state-descriptors.ts";
import type { KeyedStateBackend, Namespace } from "../state/keyed-state-backend.ts";
import type { MergingWindowAssigner, ScopedWindow } from "./window-assigner.ts";

/** Told when windows become one; by then the set knows of it. `MergingWindowSet.MergeFunction`. */
export type MergeFunction<W> = (
  into: W,
  merged: readonly W[],
  stateWindow: Namespace,
  mergedStateWindows: readonly Namespace[],
) => void;

/** Window and state window of one entry. */
type Entry = readonly [window: Namespace, stateWindow: Namespace];

const STATE = new ListStateDescriptor<Entry>("merging-window-set");

/**
 * A merged window keeps its contents where one of its parts had them, so that merging moves as little as possible. Load it
 * for a key, use it, and `persist` it before the key changes.
 */
export class MergingWindowSet<W extends ScopedWindow> {
  readonly #assigner: MergingWindowAssigner<W>;
  readonly #state: ListState<Entry>;
  /** By window: where its contents lie. */
  #mapping = new Map<Namespace, Namespace>();
  #loaded: readonly Entry[] = [];

  constructor(assigner: MergingWindowAssigner<W>, backend: KeyedStateBackend) {
    this.#assigner = assigner;
    this.#state = backend.state(STATE);
  }

  /** Takes the windows of the current key. */
  load(): void {
    this.#loaded = [...this.#state.get()];
    this.#mapping = new Map(this.#loaded);
  }

  /** Writes what has changed. */
  persist(): void {
    const { size } = this.#mapping;
    if (size === this.#loaded.length && this.#loaded.every(([window, at]) => this.#mapping.get(window) === at)) return;
    this.#loaded = [...this.#mapping];
    this.#state.update(this.#loaded);
  }

  /** Where the contents of a window lie; null for a window that is not in flight. */
  stateWindowOf(window: W): Namespace | null {
    return this.#mapping.get(window.namespace) ?? null;
  }

  retire(window: W): void {
    this.#mapping.delete(window.namespace);
  }

  /**
   * Adds a window, merging what it touches.
   *
   * A window that equals one in flight makes a new entry in its place: what that one had gathered under another namespace
   * is lost and stays behind (reachable with dynamic gaps), as in Flink 1.20.
   * @returns the window that the new one became part of
   */
  add(window: W, merge: MergeFunction<W>): W {
    const inFlight = [...this.#mapping.keys()].map((namespace) => this.#assigner.windowOf(namespace));
    let result = window;
    let mergedNewWindow = false;
    let merges = 0;
    this.#assigner.mergeWindows([...inFlight, window], (group, into) => {
      merges++;
      const merged = group.filter(({ namespace }) => namespace !== window.namespace);
      if (merged.length < group.length) {
        mergedNewWindow = true;
        result = into;
      }
      this.#merge(merged, into, merge);
    });
    if (merges === 0 || (result.namespace === window.namespace && !mergedNewWindow))
      this.#mapping.set(result.namespace, result.namespace);
    return result;
  }

  /** @param merged windows in flight, by their beginning; Flink's order is that of a hash set, so any is right */
  #merge(merged: readonly W[], into: W, merge: MergeFunction<W>): void {
    const stateWindow = this.#mapping.get(merged[0].namespace) ?? merged[0].namespace;
    const others: Namespace[] = [];
    for (const { namespace } of merged) {
      const at = this.#mapping.get(namespace);
      this.#mapping.delete(namespace);
      if (at !== undefined && at !== stateWindow) others.push(at);
    }
    this.#mapping.set(into.namespace, stateWindow);
    // A new window inside of one that is there changes nothing.
    if (merged.length === 1 && merged[0].namespace === into.namespace) return;
    merge(into, merged, stateWindow, others);
  }
}
