/** The moment that is shown, in seconds; another one can be typed over it. */
import { useSignal } from "@preact/signals";
import { type PageContext, secondsText } from "../page/context.ts";
import { typedMoment } from "../page/typed-moment.ts";
import { textOf } from "../text/catalogue.ts";
import { transportText } from "../text/transport.ts";

export function MomentField({ context: { page, player } }: { readonly context: PageContext }) {
  /** What is being typed; null: the field follows the cursor. */
  const draft = useSignal<string | null>(null);
  const isBad = draft.value !== null && draft.value.trim() !== "" && typedMoment(draft.value) === null;
  const language = page.language.value;
  const take = () => {
    const moment = draft.value === null ? null : typedMoment(draft.value);
    if (moment === null) return;
    player.pause();
    if ("seq" in moment) player.seekSeq(moment.seq);
    else player.seekMicros(moment.micros);
    draft.value = null;
  };
  return (
    <span class="moment-field">
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellcheck={false}
        aria-label={textOf(transportText, language, "time")}
        aria-invalid={isBad}
        title={textOf(transportText, language, isBad ? "badTime" : "time")}
        value={draft.value ?? secondsText(page.cursor.value.micros)}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onInput={({ currentTarget }) => {
          draft.value = currentTarget.value;
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
          if (event.key !== "Escape") return;
          draft.value = null;
          event.currentTarget.blur();
        }}
        onBlur={() => {
          take();
          draft.value = null;
        }}
      />
      <span aria-hidden="true"> s</span>
    </span>
  );
}
