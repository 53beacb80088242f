/** Everything on the event-time plane as text: watermarks, windows, late records. The plane's accessible twin. */
import type { ViewState } from "../fold/view-state.ts";
import type { PageState } from "../page/page-state.ts";
import { subtaskLabel } from "../state/subtask-choice.ts";
import { windowText } from "../state/value-label.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { eventTime } from "../text/event-time.ts";
import { countUpTo } from "./count-up-to.ts";
import type { LineFacts, PlaneFacts, WindowFacts } from "./plane-facts.ts";
import { isOfWindow, windowSeq } from "./plane-hit.ts";
import { eventTimeText, spanText, virtualTimeText } from "./time-text.ts";
import { AFTER_ALL_TIME } from "./window-index.ts";
import { statusText } from "./window-text.ts";

/** Rows at the most; the newest are shown. */
const MOST_WINDOWS = 60;
const MOST_LATE = 20;

export function PlaneSummary({
  page,
  state,
  facts,
  isSource,
}: {
  readonly page: PageState;
  readonly state: ViewState;
  readonly facts: PlaneFacts;
  readonly isSource: boolean;
}) {
  const language = page.language.value;
  const text = (name: Parameters<typeof textOf<EventTimeName>>[2], ...values: (string | number)[]) =>
    textOf(eventTime, language, name, ...values);
  const select = (seq: number) => {
    page.selection.value = { kind: "event", seq };
  };
  // What still waits comes first, then the newest.
  const ordered = [...facts.windows].reverse().sort((one, other) => rank(one) - rank(other));
  const watermarkMs = facts.combined.watermarkMs;
  const selection = page.selection.value;
  const selected = selection?.kind === "event" ? selection.seq : -1;
  const sentence = recordText(page, facts, selected);
  return (
    <div class="tab-aside">
      {sentence === null ? null : <p class="tab-chosen">{sentence}</p>}
      <h3>{text("watermarks")}</h3>
      <dl class="tab-facts">
        <dt>
          <i class="ink-time thick" />
          {text(isSource ? "generated" : "combined")}
        </dt>
        <dd>{watermarkText(facts.combined, language)}</dd>
        {facts.channels.map((channel, at) => (
          <>
            <dt key={channel.line.ch}>
              <i class={channel.idle ? "ink-time dashed" : "ink-time"} />
              {text("channel", at + 1, senderOf(state, channel.line.ch))}
            </dt>
            <dd>
              {watermarkText(channel, language)}
              {channel.idle ? ` · ${text("idle")}` : ""}
            </dd>
            {channel.holds ? <dd class="whole">{text("holds")}</dd> : null}
          </>
        ))}
      </dl>
      <p class="tab-muted">
        {facts.untimed > 0
          ? text("recordsAndUntimed", facts.records + facts.untimed, facts.untimed)
          : text("records", facts.records)}
      </p>
      <h3>{text("windows")}</h3>
      {facts.windows.length === 0 ? (
        <p class="tab-muted">{text(facts.times.windows.length === 0 ? "hasNoWindows" : "noWindows")}</p>
      ) : (
        <table class="tab-table listed">
          <thead>
            <tr>
              <th>{text("window")}</th>
              <th>{text("key")}</th>
              <th class="number">{text("elements")}</th>
              <th>{text("status")}</th>
            </tr>
          </thead>
          <tbody>
            {ordered.slice(0, MOST_WINDOWS).map((window) => (
              <tr
                key={`${window.span.openSeq}/${window.span.key}`}
                class={isOfWindow(window, selected) ? `${window.status} selected` : window.status}
              >
                <td>
                  <button type="button" onClick={() => select(windowSeq(window))}>
                    {windowText(window.span.start, window.span.end)}
                  </button>
                </td>
                <td>{window.span.key}</td>
                <td class="number" data-label={text("elements")}>
                  {window.elements}
                </td>
                <td class="whole">{statusText(window, watermarkMs, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {ordered.length > MOST_WINDOWS ? <p class="tab-muted">{text("more", ordered.length - MOST_WINDOWS)}</p> : null}
      <h3>{text("lateRecords")}</h3>
      {facts.late.length === 0 ? <p class="tab-muted">{text("noLate")}</p> : null}
      <ul class="tab-list">
        {facts.late.slice(-MOST_LATE).map((late) => (
          <li key={late.seq}>
            <button type="button" onClick={() => select(late.seq)}>
              {lateText(late, language)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The selected record in a sentence; null: no record of this plane is selected. */
function recordText(page: PageState, facts: PlaneFacts, selected: number): string | null {
  const { seqs, values, micros } = facts.times.records;
  const at = countUpTo(seqs, selected) - 1;
  if (selected < 0 || seqs[at] !== selected || at >= facts.records) return null;
  const ch = page.model.value.store.ch(selected);
  const input = facts.channels.findIndex(({ line }) => line.ch === ch) + 1;
  const times = [eventTimeText(values[at]), virtualTimeText(micros[at])];
  const language = page.language.value;
  return input === 0
    ? textOf(eventTime, language, "chosenRecord", ...times)
    : textOf(eventTime, language, "chosenRecordInput", ...times, input);
}

type EventTimeName = keyof (typeof eventTime)["en"];

function senderOf(state: ViewState, ch: number): string {
  const sender = state.tasks.get(state.channels.get(ch)?.fromTask ?? -1);
  return sender === undefined ? String(ch) : subtaskLabel(state, sender);
}

function rank({ status }: WindowFacts): number {
  return status === "open" ? 0 : 1;
}

function watermarkText({ watermarkMs }: LineFacts, language: Language): string {
  if (watermarkMs === null) return textOf(eventTime, language, "none");
  return watermarkMs >= AFTER_ALL_TIME ? textOf(eventTime, language, "end") : eventTimeText(watermarkMs);
}

function lateText(late: PlaneFacts["late"][number], language: Language): string {
  return textOf(
    eventTime,
    language,
    "lateSentence",
    virtualTimeText(late.micros),
    eventTimeText(late.timestampMs),
    windowText(late.start, late.end),
    eventTimeText(late.watermarkMs),
    spanText(late.latenessMs),
    textOf(eventTime, language, late.toSideOutput ? "sideOutput" : "dropped"),
  );
}
