/** What the keys do. */
import { viewportOf } from "../space-time/viewport.ts";
import type { PageContext, Panel } from "./context.ts";
import type { Tab } from "./page-state.ts";

interface Shortcut {
  readonly key: string;
  readonly control?: boolean;
  readonly shift?: boolean;
  /** Name of its text in the help. */
  readonly help: HelpName;
  readonly action: (context: PageContext, actions: PageActions) => void;
}

/** What the keys share with buttons. */
export interface PageActions {
  copyLink(): void;
  goToCause(): void;
  goToEffect(): void;
  /** Shows a panel and gives it the focus. */
  showPanel(panel: Panel): void;
}

export type HelpName =
  | "play"
  | "event"
  | "notable"
  | "selection"
  | "checkpoint"
  | "ends"
  | "pace"
  | "tabs"
  | "focusRange"
  | "cause"
  | "marker"
  | "undo"
  | "break"
  | "axis"
  | "enlarge"
  | "link"
  | "tour"
  | "theme"
  | "help"
  | "clear";

const TABS: readonly Tab[] = ["graph", "event-time", "state", "checkpoints"];

/** The text of a tour stands where a large diagram is. */
const tour =
  (step: "next" | "back"): Shortcut["action"] =>
  ({ page, guide }) => {
    viewportOf(page).isLarge.value = false;
    guide[step]();
  };

const show = (panel: Panel) => (context: PageContext, actions: PageActions) => {
  // A large diagram leaves no room for what the visitor wants to see.
  if (panel === "break") viewportOf(context.page).isLarge.value = false;
  actions.showPanel(panel);
};

/** All shortcuts, in the order in which the help lists them. */
export const SHORTCUTS: readonly Shortcut[] = [
  { key: " ", help: "play", action: ({ player }) => player.toggle() },
  { key: "k", help: "play", action: ({ player }) => player.toggle() },
  { key: ".", help: "event", action: ({ player }) => player.step("event", 1) },
  { key: ",", help: "event", action: ({ player }) => player.step("event", -1) },
  { key: ">", help: "notable", action: ({ player }) => player.step("notable", 1) },
  { key: "<", help: "notable", action: ({ player }) => player.step("notable", -1) },
  { key: "'", help: "selection", action: ({ player }) => player.step("selection", 1) },
  { key: ";", help: "selection", action: ({ player }) => player.step("selection", -1) },
  { key: "j", help: "checkpoint", action: ({ player }) => player.step("checkpoint", 1) },
  { key: "J", help: "checkpoint", action: ({ player }) => player.step("checkpoint", -1) },
  { key: "Home", help: "ends", action: ({ player }) => player.seekSeq(-1) },
  { key: "End", help: "ends", action: ({ player, page }) => player.seekSeq(page.model.value.store.count - 1) },
  { key: "-", help: "pace", action: ({ player }) => player.changeRate(-1) },
  { key: "=", help: "pace", action: ({ player }) => player.changeRate(1) },
  { key: "0", help: "pace", action: ({ player }) => player.setRate(null) },
  ...TABS.map(
    (tab, i): Shortcut => ({
      key: String(i + 1),
      help: "tabs",
      action: ({ page }) => {
        page.tab.value = tab;
        viewportOf(page).isLarge.value = false;
      },
    }),
  ),
  { key: "[", help: "focusRange", action: (context) => setFocus(context, "from") },
  { key: "]", help: "focusRange", action: (context) => setFocus(context, "to") },
  { key: "p", help: "cause", action: (_context, actions) => actions.goToCause() },
  { key: "o", help: "cause", action: (_context, actions) => actions.goToEffect() },
  { key: "m", help: "marker", action: ({ guide }) => guide.drop("…") },
  { key: "z", control: true, help: "undo", action: ({ controller }) => controller.undo() },
  { key: "Z", control: true, shift: true, help: "undo", action: ({ controller }) => controller.redo() },
  { key: "b", help: "break", action: show("break") },
  { key: "i", help: "break", action: show("inspector") },
  { key: "e", help: "break", action: show("diagram") },
  {
    key: "x",
    help: "axis",
    action: ({ page }) => {
      const { axis } = viewportOf(page);
      axis.value = axis.value === "time" ? "causes" : "time";
    },
  },
  {
    key: "z",
    help: "enlarge",
    action: ({ page, panel }) => {
      const { isLarge } = viewportOf(page);
      isLarge.value = !isLarge.value;
      if (isLarge.value) panel.value = "diagram";
    },
  },
  { key: "y", help: "link", action: (_context, actions) => actions.copyLink() },
  { key: "t", help: "tour", action: tour("next") },
  { key: "T", help: "tour", action: tour("back") },
  { key: "PageDown", help: "tour", action: tour("next") },
  { key: "PageUp", help: "tour", action: tour("back") },
  {
    key: "h",
    help: "theme",
    action: ({ page }) => {
      page.theme.value = page.theme.value === "light" ? "dark" : "light";
    },
  },
  {
    key: "?",
    help: "help",
    action: ({ isHelpOpen }) => {
      isHelpOpen.value = !isHelpOpen.value;
    },
  },
  {
    key: "Escape",
    help: "clear",
    action: ({ page, isHelpOpen, isGreeting, guide, controller }) => {
      if (isHelpOpen.value) isHelpOpen.value = false;
      else if (isGreeting.value) isGreeting.value = false;
      else if (controller.notice.value !== null) controller.notice.value = null;
      else if (guide.isPresenting.value) guide.isPresenting.value = false;
      else if (viewportOf(page).isLarge.value) viewportOf(page).isLarge.value = false;
      else if (page.focus.value !== null) page.focus.value = null;
      else page.selection.value = null;
    },
  },
];

function setFocus({ page }: PageContext, end: "from" | "to"): void {
  const { micros } = page.cursor.value;
  const now = page.focus.value ?? { from: 0, to: page.model.value.store.endMicros };
  const focus = { ...now, [end]: micros };
  page.focus.value = focus.from < focus.to ? focus : null;
}

/**
 * What a key does; undefined: nothing.
 * @param areSingleKeysOn letters, digits and signs alone do something: who speaks to the page wants them off
 */
export function shortcutOf(
  { key, ctrlKey }: { readonly key: string; readonly ctrlKey: boolean },
  areSingleKeysOn: boolean,
): Shortcut | undefined {
  if (!areSingleKeysOn && key.length === 1 && !ctrlKey) return undefined;
  return SHORTCUTS.find(({ key: one, control = false }) => one === key && control === ctrlKey);
}
