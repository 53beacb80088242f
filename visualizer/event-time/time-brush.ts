/** What of event time the plane shows: all of it, or what the viewer brushed. Pointers and keys change it. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";

/** A stretch of event time, ms. */
export interface EventRange {
  readonly from: number;
  readonly to: number;
}

/** What the brush asks of the plane that it lies on. */
export interface BrushedPlane {
  /** Names what is shown: a stretch that was brushed on something else means nothing here. */
  readonly subject: unknown;
  /** All that there is. */
  readonly whole: EventRange;
  /** A place in px as event time, ms. */
  eventMs(x: number): number;
}

/** A pointer that is dragged less only clicks, px. */
const CLICK_PX = 5;
/** No stretch is shorter, ms. */
const LEAST_MS = 2;
const ZOOM_STEP = 1.5;
const PAN_SHARE = 0.2;

/** The brush of one plane. */
export class TimeBrush {
  /** What is shown; null: everything. */
  readonly range: ReadonlySignal<EventRange | null>;
  /** What a pointer marks at present, px; null: nothing. */
  readonly marked: Signal<{ readonly from: number; readonly to: number } | null> = signal(null);
  readonly #chosen: Signal<{ readonly subject: unknown; readonly range: EventRange } | null> = signal(null);
  readonly #plane: () => BrushedPlane | null;
  #start: number | null = null;

  /** @param plane what it lies on now; null: nothing is drawn */
  constructor(plane: () => BrushedPlane | null) {
    this.#plane = plane;
    this.range = computed(() => {
      const chosen = this.#chosen.value;
      return chosen !== null && chosen.subject === plane()?.subject ? chosen.range : null;
    });
  }

  down(x: number): void {
    this.#start = x;
  }

  move(x: number): void {
    if (this.#start === null) return;
    if (this.marked.value === null && Math.abs(x - this.#start) < CLICK_PX) return;
    this.marked.value = { from: Math.min(this.#start, x), to: Math.max(this.#start, x) };
  }

  /** @returns whether it was a click: nothing was marked */
  up(): boolean {
    const marked = this.marked.value;
    const plane = this.#plane();
    const wasDown = this.#start !== null;
    this.cancel();
    if (marked === null) return wasDown;
    if (plane !== null) this.#show(plane, { from: plane.eventMs(marked.from), to: plane.eventMs(marked.to) });
    return false;
  }

  cancel(): void {
    this.#start = null;
    this.marked.value = null;
  }

  /** Does what a key asks for; false if the key means nothing here. */
  press(key: string): boolean {
    const plane = this.#plane();
    if (plane === null) return false;
    const { from, to } = this.range.peek() ?? plane.whole;
    const grow = ((to - from) * (key === "w" ? 1 / ZOOM_STEP - 1 : ZOOM_STEP - 1)) / 2;
    const by = (to - from) * PAN_SHARE * (key === "a" ? -1 : 1);
    if (key === "w" || key === "s") this.#show(plane, { from: from - grow, to: to + grow });
    else if (key === "a" || key === "d") this.#show(plane, { from: from + by, to: to + by });
    else if (key === "f") this.reset();
    else return false;
    return true;
  }

  /** Shows everything again. */
  reset(): void {
    this.#chosen.value = null;
  }

  #show({ subject, whole }: BrushedPlane, { from, to }: EventRange): void {
    const length = Math.max(LEAST_MS, to - from);
    if (length >= whole.to - whole.from) {
      this.reset();
      return;
    }
    const begin = Math.max(whole.from, Math.min(whole.to - length, from));
    this.#chosen.value = { subject, range: { from: begin, to: begin + length } };
  }
}
