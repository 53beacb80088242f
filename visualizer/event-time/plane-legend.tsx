/** What the marks of the event-time plane mean, beside a drawing of each. */
import { type Language, textOf } from "../text/catalogue.ts";
import { eventTime } from "../text/event-time.ts";

const MARKS = [
  ["mark-dot", "legendRecord"],
  ["mark-line", "legendChannel"],
  ["mark-line thick", "legendCombined"],
  ["mark-line dashed", "legendIdle"],
  ["mark-band", "legendWindow"],
  ["mark-late", "legendLate"],
] as const;

export function PlaneLegend({ language }: { readonly language: Language }) {
  return (
    <ul class="tab-legend">
      {MARKS.map(([mark, name]) => (
        <li key={name}>
          <i class={mark} aria-hidden="true" />
          {textOf(eventTime, language, name)}
        </li>
      ))}
    </ul>
  );
}
