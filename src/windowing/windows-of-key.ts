/** The windows of one key that are in flight, in the order in which they lie in its state. */
import type { KeyContext, Namespace, Scope } from "../state/keyed-state-backend.ts";
import type { ScopedWindow } from "./window-assigner.ts";

/** A window in flight, and where its contents lie. */
export interface InFlight<W> {
  window: W;
  readonly stateWindow: Namespace;
}

/** What a merging window set remembers of a key. The window that changed last comes last. */
export class WindowsOfKey<W extends ScopedWindow> {
  readonly context: KeyContext;
  readonly inFlight: InFlight<W>[] = [];
  /** The state of the key says that it has windows. */
  isInState = false;
  /** Which they are, it does not say: it says which they were. */
  isUnwritten = false;

  constructor(context: KeyContext) {
    this.context = context;
  }

  find(window: W): InFlight<W> | null {
    for (let i = this.inFlight.length - 1; i >= 0; i--)
      if (isSame(this.inFlight[i].window, window)) return this.inFlight[i];
    return null;
  }

  /** The window with the namespace of this scope, or null. */
  windowOf(scope: Scope): W | null {
    for (const { window } of this.inFlight) if (window === scope) return window;
    for (const { window } of this.inFlight) if (window.namespace === scope.namespace) return window;
    return null;
  }

  /** False for a window that is not there. */
  remove(window: W): boolean {
    const { inFlight } = this;
    for (let i = 0; i < inFlight.length; i++) {
      if (!isSame(inFlight[i].window, window)) continue;
      this.#moveToEnd(i);
      inFlight.pop();
      return true;
    }
    return false;
  }

  /** Puts a window in the place of another one, with the contents of that. */
  replaceAt(place: number, window: W): void {
    this.inFlight[place].window = window;
    this.#moveToEnd(place);
  }

  #moveToEnd(place: number): void {
    const { inFlight } = this;
    const moved = inFlight[place];
    for (let i = place + 1; i < inFlight.length; i++) inFlight[i - 1] = inFlight[i];
    inFlight[inFlight.length - 1] = moved;
  }
}

/** Are these the same window? */
export function isSame<W extends ScopedWindow>(a: W, b: W): boolean {
  return a === b || (a.start === b.start && a.end === b.end && a.namespace === b.namespace);
}
