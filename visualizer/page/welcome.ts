/** The first visit: whoever comes without a link is greeted until they do something. */
import { effect } from "@preact/signals";
import { TOURS } from "../tours/tours.ts";
import type { PageContext } from "./context.ts";
import { CHECKPOINTED } from "./moments.ts";
import type { Cursor } from "./page-state.ts";

/** What "break something" opens: it comes back, and tells what it costs. */
const BREAK_SCENARIO = "recovery";

/** Shows the greeting; it goes with the first thing that is done. */
export function greet({ page, controller, guide, isGreeting }: PageContext): void {
  const tab = page.tab.peek();
  let first: Cursor | null = null;
  isGreeting.value = true;
  const stop = effect(() => {
    const cursor = page.cursor.value;
    const isOpening = controller.awaiting !== null || cursor.seq < 0;
    if (!isOpening) first ??= cursor;
    const isMoved = first !== null && cursor !== first;
    const isElsewhere = page.tab.value !== tab || page.selection.value !== null || guide.tour.value !== null;
    if (!isGreeting.value || isMoved || isElsewhere) {
      isGreeting.value = false;
      queueMicrotask(() => stop());
    }
  });
}

/** The first tour. */
export function takeTour({ guide, panel, isGreeting }: PageContext): void {
  isGreeting.value = false;
  panel.value = "tours";
  guide.start(TOURS[0]);
}

/** The palette, at a moment at which there is something to recover from. */
export function breakSomething({ controller, guide, panel, isGreeting }: PageContext): void {
  isGreeting.value = false;
  panel.value = "break";
  guide.leave();
  controller.openScenario(BREAK_SCENARIO, {}, CHECKPOINTED);
  requestAnimationFrame(() => document.querySelector<HTMLElement>(".panel-break")?.focus());
}

/** The choice of scenarios, opened where the browser allows it. */
export function chooseScenario({ isGreeting }: PageContext): void {
  isGreeting.value = false;
  const select = document.querySelector<HTMLSelectElement>(".top-bar select");
  select?.focus();
  try {
    select?.showPicker();
  } catch {
    // Focused is enough: the arrows choose.
  }
}
