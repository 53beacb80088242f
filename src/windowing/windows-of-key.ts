/** The windows of one key that are in flight, in the order in which they lie in its state. */
import type { KeyContext, Namespace, Scope } from "../state/keyed-state-backend.ts";
import { InFlight } from "./in-flight.ts";
import type { MergingWindowAssigner, ScopedWindow } from "./window-assigner.ts";

/** What a merging window set remembers of a key. The window that changed last comes last. */
export class WindowsOfKey<W extends ScopedWindow> {
  /** The window that changed last; null if there is none. An element mostly belongs to it and needs to see no other. */
  #last: InFlight<W> | null = null;
  /** Where the last of the others has ended, if there are others. */
  #endOfOthers = 0;
  #others = 0;
  readonly context: KeyContext;
  /** The state of the key says that it has windows. */
  isInState = false;
  /** Which they are, it does not say: it says which they were. */
  isUnwritten = false;
  /** All of them. */
  readonly #inFlight: InFlight<W>[] = [];

  readonly #assigner: MergingWindowAssigner<W>;

  constructor(context: KeyContext, assigner: MergingWindowAssigner<W>) {
    this.context = context;
    this.#assigner = assigner;
  }

  /** They change with the next call. */
  get inFlight(): readonly InFlight<W>[] {
    return this.#inFlight;
  }

  get last(): InFlight<W> | null {
    return this.#last;
  }

  /** All windows but the last one have ended before this time. */
  othersEndBefore(time: number): boolean {
    return this.#others === 0 || this.#endOfOthers < time;
  }

  /** The first place from `from` on with a window that overlaps with this one or adjoins to it; -1 for none. */
  placeTouching({ start, end }: W, from: number): number {
    const inFlight = this.#inFlight;
    for (let i = from; i < inFlight.length; i++) if (inFlight[i].start <= end && inFlight[i].end >= start) return i;
    return -1;
  }

  find(window: W): InFlight<W> | null {
    const inFlight = this.#inFlight;
    for (let place = 0; place < inFlight.length; place++) if (inFlight[place].is(window)) return inFlight[place];
    return null;
  }

  /** The one with the namespace of this scope, or null. */
  ofScope(scope: Scope): InFlight<W> | null {
    if (scope instanceof InFlight && scope.isInFlight) return scope;
    for (const one of this.#inFlight) if (one.namespace === scope.namespace) return one;
    return null;
  }

  /**
   * @param keeps the window itself stays what it is
   * @param entry where its contents lie, as far as that is known
   */
  push(window: W, stateWindow: Namespace, keeps: boolean, entry: object | null): InFlight<W> {
    const one = new InFlight(window, stateWindow, this.context, this.#assigner, keeps, entry);
    this.#inFlight.push(one);
    const before = this.#last;
    if (before !== null && (this.#others++ === 0 || before.end > this.#endOfOthers)) this.#endOfOthers = before.end;
    this.#last = one;
    return one;
  }

  /** Takes away a window that is in flight. */
  remove(one: InFlight<W>): void {
    const endsBeforeAnother = one !== this.#last && one.end < this.#endOfOthers;
    one.isInFlight = false;
    this.#moveToEnd(one);
    this.#inFlight.pop();
    if (endsBeforeAnother) this.#others--;
    else this.#countOthers();
  }

  /** One of the windows has another beginning or end. */
  changed(one: InFlight<W>): void {
    if (one === this.#last) return;
    this.#moveToEnd(one);
    this.#countOthers();
  }

  #moveToEnd(one: InFlight<W>): void {
    const inFlight = this.#inFlight;
    const last = inFlight.length - 1;
    let place = 0;
    while (inFlight[place] !== one) place++;
    for (; place < last; place++) inFlight[place] = inFlight[place + 1];
    inFlight[last] = one;
  }

  #countOthers(): void {
    const inFlight = this.#inFlight;
    const last = inFlight.length - 1;
    this.#last = last < 0 ? null : inFlight[last];
    this.#others = Math.max(last, 0);
    for (let i = 0; i < last; i++)
      if (i === 0 || inFlight[i].end > this.#endOfOthers) this.#endOfOthers = inFlight[i].end;
  }
}
