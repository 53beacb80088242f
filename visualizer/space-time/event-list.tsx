/** The diagram as text, for assistive technology. */
import { useComputed } from "@preact/signals";
import { textOf } from "../text/catalogue.ts";
import { spaceTime } from "../text/space-time.ts";
import type { Diagram } from "./diagram.ts";
import { eventTitle } from "./lane-title.ts";

/** Most events in the list. */
const MOST_LISTED = 60;

/** The twin of the canvas: the notable events that are visible, and the selected one as it changes. */
export function EventList({ diagram }: { readonly diagram: Diagram }) {
  const { page } = diagram;
  const language = page.language.value;
  const titles = useComputed(() => {
    page.grown.value;
    const model = page.model.value;
    return diagram.along
      .notable(diagram.lanes.value, MOST_LISTED + 1)
      .map((seq) => eventTitle(model, seq, page.language.value));
  }).value;
  const { value } = page.selection;
  const model = page.model.value;
  return (
    <div class="space-time-hidden">
      <p aria-live="polite">
        {value?.kind === "event" && value.seq < model.store.count ? eventTitle(model, value.seq, language) : ""}
      </p>
      <h3>{textOf(spaceTime, language, "events")}</h3>
      <ol>
        {titles.slice(0, MOST_LISTED).map((title) => (
          <li>{title}</li>
        ))}
      </ol>
      {titles.length > MOST_LISTED ? <p>{textOf(spaceTime, language, "more")}</p> : null}
    </div>
  );
}
