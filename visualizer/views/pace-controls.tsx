/** How fast the run is played, what is passed over, and how finely it is drawn. */
import type { PageContext } from "../page/context.ts";
import { rateText } from "../player/player.ts";
import { textOf } from "../text/catalogue.ts";
import { stateText } from "../text/states.ts";
import { transportText } from "../text/transport.ts";
import { Icon } from "./icons.tsx";

export function PaceControls({ context: { page, player } }: { readonly context: PageContext }) {
  const { rate, autoPace, skipIdle, skippedMicros, simplified, language } = page;
  const say = (name: keyof (typeof transportText)["en"], ...values: readonly string[]) =>
    textOf(transportText, language.value, name, ...values);
  const pace = rateText(rate.value);
  return (
    <div class="pace">
      <button type="button" aria-label={say("slower")} title={say("slower")} onClick={() => player.changeRate(-1)}>
        −
      </button>
      <button
        type="button"
        class="rate"
        aria-pressed={autoPace.value}
        title={say("automaticHint")}
        onClick={() => player.setRate(autoPace.value ? rate.value : null)}
      >
        {autoPace.value ? `${say("automatic")} · ${pace}` : pace}
      </button>
      <button type="button" aria-label={say("faster")} title={say("faster")} onClick={() => player.changeRate(1)}>
        +
      </button>
      <button
        type="button"
        class="idle"
        aria-pressed={skipIdle.value}
        title={say("idleHint")}
        onClick={() => {
          skipIdle.value = !skipIdle.value;
        }}
      >
        <Icon name="nextNotable" />{" "}
        {skippedMicros.value === null ? say("idle") : say("idleSkipped", idleText(skippedMicros.value))}
      </button>
      {simplified.value && (
        <button
          type="button"
          title={textOf(stateText, language.value, "simplifiedHint")}
          onClick={() => player.drawFinely()}
        >
          {textOf(stateText, language.value, "simplified")}
        </button>
      )}
    </div>
  );
}

/** Two digits are enough to know how long nothing happened. */
function idleText(micros: number): string {
  return micros >= 1e6 ? `${(micros / 1e6).toFixed(1)} s` : `${Math.round(micros / 1000)} ms`;
}
