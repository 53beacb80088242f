/** What a newcomer sees over the first frame: Play, and three ways to begin. */
import type { PageContext } from "../page/context.ts";
import { breakSomething, chooseScenario, takeTour } from "../page/welcome.ts";
import { textOf } from "../text/catalogue.ts";
import { pageText } from "../text/page.ts";
import { welcomeText } from "../text/welcome.ts";
import { Icon } from "./icons.tsx";

const CARDS = [
  { name: "tour", hint: "tourHint", action: takeTour },
  { name: "break", hint: "breakHint", action: breakSomething },
  { name: "explore", hint: "exploreHint", action: chooseScenario },
] as const;

/** Over the stage while `isGreeting`. */
export function Welcome({ context }: { readonly context: PageContext }) {
  const { page, player, isGreeting } = context;
  if (!isGreeting.value) return null;
  const language = page.language.value;
  return (
    <section class="welcome" aria-label={textOf(welcomeText, language, "title")}>
      <p>{textOf(welcomeText, language, "what")}</p>
      <button type="button" class="welcome-play" onClick={() => player.play()}>
        <Icon name="play" /> {textOf(pageText, language, "play")}
      </button>
      <div class="welcome-cards">
        {CARDS.map(({ name, hint, action }) => (
          <button key={name} type="button" class="welcome-card" onClick={() => action(context)}>
            <b>{textOf(welcomeText, language, name)}</b>
            <small>{textOf(welcomeText, language, hint)}</small>
          </button>
        ))}
      </div>
      <button
        type="button"
        class="welcome-close"
        aria-label={textOf(welcomeText, language, "dismiss")}
        title={textOf(welcomeText, language, "dismiss")}
        onClick={() => {
          isGreeting.value = false;
        }}
      >
        ✕
      </button>
    </section>
  );
}
