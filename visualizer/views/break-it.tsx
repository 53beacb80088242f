/** The palette: what can be done to the run at the cursor. */
import { type PageContext, say } from "../page/context.ts";
import { interventions } from "../page/interventions.ts";
import { breakItText, interventionText } from "../text/break-it.ts";
import { textOf } from "../text/catalogue.ts";

/** One button per intervention; what cannot be done says why. */
export function BreakIt({ context }: { readonly context: PageContext }) {
  const { page, controller } = context;
  const language = page.language.value;
  const palette = interventions(page.view.value.state, page.selection.value, page.cursor.value.micros);
  const isTrace = controller.isFixed;
  return (
    <section class="break-it" aria-label={say(page, "breakIt")}>
      <h2>{say(page, "breakIt")}</h2>
      <p class="hint">{say(page, isTrace ? "fixedTrace" : "breakHint")}</p>
      <ul>
        {palette.map(({ name, machine, fault, reason }) => (
          <li key={name}>
            <button
              type="button"
              aria-disabled={fault === null || isTrace}
              title={reason === null ? (fault ?? "") : textOf(breakItText, language, reason)}
              onClick={() => {
                if (fault !== null && !isTrace) controller.intervene(fault);
              }}
            >
              {interventionText(language, name, machine)}
              {reason !== null && <small>{textOf(breakItText, language, reason)}</small>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
