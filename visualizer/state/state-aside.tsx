/** Pending timers and open windows of an attempt. */
import type { WindowFacts } from "../event-time/plane-facts.ts";
import { eventTimeText, timeOfDayText } from "../event-time/time-text.ts";
import type { PageState } from "../page/page-state.ts";
import { textOf } from "../text/catalogue.ts";
import { state as texts } from "../text/state.ts";
import type { TimerRow } from "./state-table.ts";
import { namespaceText, windowText } from "./value-label.ts";

/** Rows of each list at the most. */
const MOST = 50;

export function StateAside({
  page,
  timers,
  windows,
}: {
  readonly page: PageState;
  readonly timers: readonly TimerRow[];
  readonly windows: readonly WindowFacts[];
}) {
  const language = page.language.value;
  const select = (seq: number) => {
    page.selection.value = { kind: "event", seq };
  };
  return (
    <div class="tab-aside">
      <h3>
        {textOf(texts, language, "timers")} <span class="tab-badge">{timers.length}</span>
      </h3>
      {timers.length === 0 ? <p class="tab-muted">{textOf(texts, language, "noTimers")}</p> : null}
      <ul class="tab-list">
        {timers.slice(0, MOST).map((timer) => (
          <li key={`${timer.setSeq}/${timer.time}/${timer.key}/${timer.namespace}`}>
            <button type="button" onClick={() => select(timer.setSeq)}>
              {timer.domain === "event" ? "▾ " : "◷ "}
              {textOf(
                texts,
                language,
                "timerSentence",
                [timer.key, namespaceText(timer.namespace)].filter((one) => one !== "").join(" "),
                textOf(
                  texts,
                  language,
                  timer.domain === "event" ? "eventTimer" : "processingTimer",
                  timer.namespace === "" ? eventTimeText(timer.time) : timeOfDayText(timer.time),
                ),
              )}
            </button>
          </li>
        ))}
      </ul>
      <More count={timers.length - MOST} page={page} />
      <h3>
        {textOf(texts, language, "windows")} <span class="tab-badge">{windows.length}</span>
      </h3>
      {windows.length === 0 ? <p class="tab-muted">{textOf(texts, language, "noWindows")}</p> : null}
      <ul class="tab-list">
        {windows.slice(0, MOST).map(({ span, elements }) => (
          <li key={`${span.openSeq}/${span.key}/${span.start}`}>
            <button type="button" onClick={() => select(span.openSeq)}>
              {textOf(texts, language, "windowSentence", windowText(span.start, span.end), span.key, elements)}
            </button>
          </li>
        ))}
      </ul>
      <More count={windows.length - MOST} page={page} />
    </div>
  );
}

function More({ count, page }: { readonly count: number; readonly page: PageState }) {
  return count > 0 ? <p class="tab-muted">{textOf(texts, page.language.value, "more", count)}</p> : null;
}
