/** What the parts of the page share: signals, transport, runs. */
import { type Signal, signal } from "@preact/signals";
import type { Player, StepUnit } from "../player/player.ts";
import { textOf } from "../text/catalogue.ts";
import { pageText } from "../text/page.ts";
import type { TourGuide } from "../tours/tour-guide.ts";
import type { Controller } from "./controller.ts";
import type { PageState } from "./page-state.ts";
import type { PanelSizes } from "./panel-sizes.ts";

/** Panels that a narrow page shows one at a time, below the stage. */
export type Panel = "diagram" | "inspector" | "break" | "tours";

/** Handed to the parts that do more than show. */
export interface PageContext {
  readonly page: PageState;
  readonly player: Player;
  readonly controller: Controller;
  readonly guide: TourGuide;
  readonly panel: Signal<Panel>;
  readonly isHelpOpen: Signal<boolean>;
  /** Letters, digits and signs are shortcuts (WCAG 2.1.4). */
  readonly areSingleKeysOn: Signal<boolean>;
  /** How far the buttons of the transport step. */
  readonly stepUnit: Signal<StepUnit>;
  readonly panelSizes: Signal<PanelSizes>;
  /** The first visit: three ways to begin are shown over the first frame. */
  readonly isGreeting: Signal<boolean>;
  /** A short confirmation, for instance of what was copied. */
  readonly toast: Signal<string>;
}

/** The signals that only the shell has. */
export function shellSignals(): Omit<PageContext, "page" | "player" | "controller" | "guide"> {
  return {
    panel: signal<Panel>("diagram"),
    isHelpOpen: signal(false),
    areSingleKeysOn: signal(true),
    stepUnit: signal<StepUnit>("notable"),
    panelSizes: signal<PanelSizes>({}),
    isGreeting: signal(false),
    toast: signal(""),
  };
}

/** A text of the page in the language that is chosen. */
export function say(
  page: PageState,
  name: keyof (typeof pageText)["en"],
  ...values: readonly (string | number)[]
): string {
  return textOf(pageText, page.language.value, name, ...values);
}

/** Virtual time as the page writes it: seconds with as many digits as are needed. */
export function secondsText(micros: number): string {
  const seconds = micros / 1e6;
  return seconds.toFixed(micros % 1000 !== 0 && seconds < 100 ? 6 : 3);
}
