/** The windows of one key that are in flight, in the order in which they lie in its state. */
import type { EntryHint, KeyContext, Namespace, Scope } from "../state/keyed-state-backend.ts";
import type { ScopedWindow } from "./window-assigner.ts";

/** A window in flight, and where its contents lie. */
export interface InFlight<W> extends EntryHint {
  window: W;
  readonly stateWindow: Namespace;
}

/** What a merging window set remembers of a key. The window that changed last comes last. */
export class WindowsOfKey<W extends ScopedWindow> {
  readonly context: KeyContext;
  readonly #inFlight: InFlight<W>[] = [];
  /** Beginning and end of each, which lie close together: one need not look at the windows to see which are touched. */
  readonly #bounds: number[] = [];
  /** The state of the key says that it has windows. */
  isInState = false;
  /** Which they are, it does not say: it says which they were. */
  isUnwritten = false;

  constructor(context: KeyContext) {
    this.context = context;
  }

  /** They change with the next call. */
  get inFlight(): readonly Readonly<InFlight<W>>[] {
    return this.#inFlight;
  }

  /** The first place from `from` on with a window that overlaps with this one or adjoins to it; -1 for none. */
  placeTouching({ start, end }: W, from: number): number {
    const bounds = this.#bounds;
    for (let i = 2 * from; i < bounds.length; i += 2) if (bounds[i] <= end && bounds[i + 1] >= start) return i >> 1;
    return -1;
  }

  find(window: W): InFlight<W> | null {
    const place = this.#placeOf(window);
    return place < 0 ? null : this.#inFlight[place];
  }

  /** The window with the namespace of this scope, or null. */
  windowOf(scope: Scope): W | null {
    for (const { window } of this.#inFlight) if (window === scope) return window;
    for (const { window } of this.#inFlight) if (window.namespace === scope.namespace) return window;
    return null;
  }

  push(window: W, stateWindow: Namespace): void {
    this.#inFlight.push({ window, stateWindow, entry: null });
    this.#bounds.push(window.start, window.end);
  }

  /** False for a window that is not there. */
  remove(window: W): boolean {
    const place = this.#placeOf(window);
    if (place < 0) return false;
    this.#moveToEnd(place);
    this.#inFlight.pop();
    this.#bounds.pop();
    this.#bounds.pop();
    return true;
  }

  /** Puts a window in the place of another one, with the contents of that. */
  replaceAt(place: number, window: W): void {
    this.#inFlight[place].window = window;
    this.#moveToEnd(place);
    const last = this.#bounds.length - 2;
    this.#bounds[last] = window.start;
    this.#bounds[last + 1] = window.end;
  }

  /** The last one first: it is mostly asked for. */
  #placeOf(window: W): number {
    const bounds = this.#bounds;
    const { start, end } = window;
    for (let place = this.#inFlight.length - 1; place >= 0; place--) {
      const isThere = bounds[2 * place] === start && bounds[2 * place + 1] === end;
      if (isThere && isSame(this.#inFlight[place].window, window)) return place;
    }
    return -1;
  }

  #moveToEnd(place: number): void {
    const inFlight = this.#inFlight;
    const bounds = this.#bounds;
    const last = inFlight.length - 1;
    if (place === last) return;
    const moved = inFlight[place];
    const start = bounds[2 * place];
    const end = bounds[2 * place + 1];
    for (let i = place; i < last; i++) {
      inFlight[i] = inFlight[i + 1];
      bounds[2 * i] = bounds[2 * i + 2];
      bounds[2 * i + 1] = bounds[2 * i + 3];
    }
    inFlight[last] = moved;
    bounds[2 * last] = start;
    bounds[2 * last + 1] = end;
  }
}

/** Are these the same window? */
export function isSame<W extends ScopedWindow>(a: W, b: W): boolean {
  return a === b || (a.start === b.start && a.end === b.end && a.namespace === b.namespace);
}
