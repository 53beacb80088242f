/** Play, steps, pace and the moment. */
import { useMemo } from "preact/hooks";
import { type PageContext, secondsText } from "../page/context.ts";
import { type Later, narrator } from "../page/narrator.ts";
import type { PageState } from "../page/page-state.ts";
import type { StepUnit } from "../player/player.ts";
import { textOf } from "../text/catalogue.ts";
import { pageText } from "../text/page.ts";
import { transportText } from "../text/transport.ts";
import { Icon, type IconName } from "./icons.tsx";
import { MomentField } from "./moment-field.tsx";
import { PaceControls } from "./pace-controls.tsx";

const UNITS: readonly StepUnit[] = ["event", "notable", "selection", "checkpoint"];

/** The bottom bar. */
export function Transport({ context }: { readonly context: PageContext }) {
  const { page, player, stepUnit } = context;
  const { model, playing, selection, language } = page;
  const say = (name: keyof (typeof transportText)["en"], ...values: readonly string[]) =>
    textOf(transportText, language.value, name, ...values);
  // Without a selection its events cannot be meant.
  const unit = stepUnit.value === "selection" && selection.value === null ? "event" : stepUnit.value;
  const button = (label: string, icon: IconName, action: () => void, of = "") => (
    <button type="button" class={of} aria-label={label} title={label} onClick={action}>
      <Icon name={icon} />
    </button>
  );
  const play = textOf(pageText, language.value, "play");
  const playLabel = playing.value ? say("pause") : player.phase.value === "ended" ? say("again") : play;
  return (
    <section class="transport" aria-label={say("transport")}>
      <div class="buttons">
        {button(say("toStart"), "start", () => player.seekSeq(-1), "to-end")}
        {button(say("previous", say(unit)), "previous", () => player.step(unit, -1))}
        {button(playLabel, playing.value ? "pause" : "play", () => player.toggle(), "big")}
        {button(say("next", say(unit)), "next", () => player.step(unit, 1))}
        {button(say("toEnd"), "end", () => player.seekSeq(model.value.store.count - 1), "to-end")}
      </div>
      <label class="step-unit">
        <span aria-hidden="true">{say("step")}</span>
        <select
          aria-label={say("step")}
          value={unit}
          onChange={({ currentTarget }) => {
            stepUnit.value = UNITS[currentTarget.selectedIndex];
          }}
        >
          {UNITS.map((one) => (
            <option key={one} value={one} disabled={one === "selection" && selection.value === null}>
              {say(one)}
            </option>
          ))}
        </select>
      </label>
      <PaceControls context={context} />
      <MomentField context={context} />
      <Counted context={context} />
      <Narration page={page} />
    </section>
  );
}

/** What happens, in words: seen where there is room for it, heard everywhere. */
function Narration({ page }: { readonly page: PageState }) {
  const told = useMemo(() => narrator(page, laterByTimer), [page]);
  return (
    <p class="narration" aria-live="polite" title={told.value}>
      {told.value}
    </p>
  );
}

const laterByTimer: Later = (action, ms) => {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
};

/** How far the run has come, or that it is still being simulated. */
function Counted({ context: { page, player } }: { readonly context: PageContext }) {
  void page.grown.value;
  const { store } = page.model.value;
  const { seq } = page.cursor.value;
  const language = page.language.value;
  const phase = player.phase.value;
  if (phase === "loading" || phase === "waiting")
    return (
      <span class="moment is-waiting">
        {textOf(transportText, language, "simulating", secondsText(store.endMicros))}
      </span>
    );
  const values = [seq + 1, store.count].map((count) => count.toLocaleString("en"));
  return <span class="moment">{textOf(transportText, language, "counted", ...values)}</span>;
}
