/** Leads through a tour: plays to the next stop, pauses there, goes back on request. */
import { batch, effect, signal } from "@preact/signals";
import type { Controller } from "../page/controller.ts";
import type { PageState } from "../page/page-state.ts";
import type { Player } from "../player/player.ts";
import { resolveStop } from "./resolve.ts";
import type { Stop, Tour } from "./tour.ts";

/** The guide of the page; it leads through one tour at a time. */
export class TourGuide {
  readonly tour = signal<Tour | null>(null);
  /** The stop whose text is shown, from 0. */
  readonly stop = signal(0);
  /** The run is still on its way to the stop. */
  readonly isUnderWay = signal(false);
  /** Large text, nothing but stage and diagram: for a room of people. */
  readonly isPresenting = signal(false);
  /** Moments that the visitor has dropped. */
  readonly dropped = signal<readonly Stop[]>([]);
  readonly #page: PageState;
  readonly #player: Player;
  readonly #controller: Controller;
  /** Event after which each stop is, as far as known. */
  #stops: number[] = [];

  constructor(page: PageState, player: Player, controller: Controller) {
    this.#page = page;
    this.#player = player;
    this.#controller = controller;
    effect(() => this.#watch());
  }

  /** @param stop from 0 */
  start(tour: Tour, stop = 0): void {
    batch(() => {
      this.#controller.openScenario(tour.scenario);
      for (const fault of tour.faults ?? []) this.#controller.addFault(fault);
      this.tour.value = tour;
      this.#stops = [];
      this.#goTo(stop, false);
    });
  }

  leave(): void {
    this.tour.value = null;
    this.isUnderWay.value = false;
  }

  get isAtLast(): boolean {
    return this.stop.value >= (this.tour.value?.stops.length ?? 1) - 1;
  }

  /** To the next stop: plays there; asked again on the way, it jumps. */
  next(): void {
    const tour = this.tour.value;
    if (tour === null) return;
    if (this.isUnderWay.value) this.#jump();
    else if (!this.isAtLast) this.#goTo(this.stop.value + 1, !this.#page.reducedMotion.value);
  }

  back(): void {
    if (this.tour.value !== null && this.stop.value > 0) this.#goTo(this.stop.value - 1, false);
  }

  /** Keeps the moment that is shown for a tour of the visitor's own. */
  drop(text: string): void {
    const { cursor, tab } = this.#page;
    const stop: Stop = { atMicros: Math.round(cursor.value.micros), tab: tab.value, text: { en: text, zh: text } };
    this.dropped.value = [...this.dropped.value, stop];
  }

  #goTo(index: number, playing: boolean): void {
    const tour = this.tour.value;
    if (tour === null) return;
    const stop = tour.stops[Math.min(Math.max(0, index), tour.stops.length - 1)];
    batch(() => {
      this.stop.value = tour.stops.indexOf(stop);
      this.#page.tab.value = stop.tab;
      this.isUnderWay.value = true;
    });
    const target = this.#target();
    if (playing && (target === null || target > this.#page.cursor.value.seq)) this.#player.play();
    else this.#jump();
  }

  #jump(): void {
    const target = this.#target();
    if (target === null) return;
    this.#player.pause();
    this.#player.seekSeq(target < 0 ? this.#page.model.value.store.count - 1 : target);
    this.#arrive();
  }

  /** Looks whether the run has come to the stop; runs again with every move and every batch. */
  #watch(): void {
    const { cursor, grown, playing } = this.#page;
    void grown.value;
    const { seq } = cursor.value;
    if (!this.isUnderWay.value) return;
    const target = this.#target();
    if (target === null) return;
    if (!playing.peek() || target < 0 || seq >= target) queueMicrotask(() => this.isUnderWay.peek() && this.#jump());
  }

  #arrive(): void {
    const stop = this.tour.value?.stops[this.stop.value];
    batch(() => {
      this.isUnderWay.value = false;
      const { select } = stop ?? {};
      if (select === undefined) return;
      if ("checkpoint" in select) this.#page.selection.value = { kind: "checkpoint", id: select.checkpoint };
      else {
        const vertex = [...this.#page.view.value.state.vertices.keys()][select.vertex];
        if (vertex !== undefined) this.#page.selection.value = { kind: "subtask", vertex, subtask: select.subtask };
      }
    });
  }

  #target(): number | null {
    const tour = this.tour.value;
    if (tour === null) return null;
    const index = this.stop.value;
    const known = this.#stops[index];
    if (known !== undefined) return known;
    const before = index === 0 ? -1 : (this.#stops[index - 1] ?? -1);
    const found = resolveStop(this.#page.model.value, tour.stops[index], before);
    if (found !== null) this.#stops[index] = found;
    return found;
  }
}
