/** Listens to keys. Single keys are left alone while somebody types. */
import type { PageContext } from "./context.ts";
import { type PageActions, shortcutOf } from "./shortcuts.ts";

/** Listens to the keys of the whole page; gives what ends it. */
export function listenToKeys(context: PageContext, actions: PageActions): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || isTyping(event.target) || event.defaultPrevented) return;
    const isButton =
      event.target instanceof HTMLElement &&
      event.target.closest("button, select, summary, [type=checkbox], [role=slider]");
    // Buttons are pressed with the space bar, sliders are moved with Home, End and the pages.
    if (isButton && (event.key === " " || event.key === "Enter")) return;
    if (event.target instanceof HTMLElement && event.target.closest("[role=slider]") && event.key.length > 1) return;
    const found = shortcutOf(event, context.areSingleKeysOn.value);
    if (found === undefined) return;
    event.preventDefault();
    found.action(context, actions);
  };
  addEventListener("keydown", onKey);
  return () => removeEventListener("keydown", onKey);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null
  );
}
