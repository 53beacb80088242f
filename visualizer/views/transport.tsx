/** Play, steps, pace and the moment. */
import { type PageContext, say, secondsText } from "../page/context.ts";
import { rateText } from "../player/player.ts";
import { Icon, type IconName } from "./icons.tsx";

/** The bottom bar. */
export function Transport({ context }: { readonly context: PageContext }) {
  const { page, player } = context;
  const { cursor, model, playing, rate, autoPace, grown } = page;
  void grown.value;
  const { store } = model.value;
  const { micros, seq } = cursor.value;
  const phase = player.phase.value;
  const button = (label: string, icon: IconName, action: () => void, big = false) => (
    <button type="button" class={big ? "big" : ""} aria-label={label} title={label} onClick={action}>
      <Icon name={icon} />
    </button>
  );
  const playLabel = say(page, playing.value ? "pause" : phase === "ended" ? "again" : "play");
  return (
    <section class="transport" aria-label={say(page, "transport")}>
      <div class="buttons">
        {button(say(page, "toStart"), "start", () => player.seekSeq(-1))}
        {button(say(page, "previousNotable"), "previousNotable", () => player.step("notable", -1))}
        {button(say(page, "previousEvent"), "previous", () => player.step("event", -1))}
        {button(playLabel, playing.value ? "pause" : "play", () => player.toggle(), true)}
        {button(say(page, "nextEvent"), "next", () => player.step("event", 1))}
        {button(say(page, "nextNotable"), "nextNotable", () => player.step("notable", 1))}
        {button(say(page, "toEnd"), "end", () => player.seekSeq(store.count - 1))}
      </div>
      <div class="pace">
        <button
          type="button"
          aria-label={say(page, "slower")}
          title={say(page, "slower")}
          onClick={() => player.changeRate(-1)}
        >
          −
        </button>
        <button
          type="button"
          class="rate"
          aria-pressed={autoPace.value}
          title={say(page, "automaticHint")}
          onClick={() => player.setRate(autoPace.value ? rate.value : null)}
        >
          {autoPace.value ? `${say(page, "automatic")} · ${rateText(rate.value)}` : rateText(rate.value)}
        </button>
        <button
          type="button"
          aria-label={say(page, "faster")}
          title={say(page, "faster")}
          onClick={() => player.changeRate(1)}
        >
          +
        </button>
      </div>
      <output class="moment">
        {phase === "loading" || phase === "waiting"
          ? say(page, "simulating", secondsText(store.endMicros))
          : say(page, "moment", secondsText(micros), (seq + 1).toLocaleString("en"), store.count.toLocaleString("en"))}
      </output>
    </section>
  );
}
