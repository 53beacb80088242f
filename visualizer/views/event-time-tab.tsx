/** The event-time tab: the plane of event time and virtual time of one subtask, and its windows as a table. */
import { useComputed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { type PlaneFacts, planeFacts } from "../event-time/plane-facts.ts";
import { PlaneLegend } from "../event-time/plane-legend.tsx";
import { PlaneSight } from "../event-time/plane-sight.ts";
import { PlaneSummary } from "../event-time/plane-summary.tsx";
import { BrushedRange, Plane } from "../event-time/plane-view.tsx";
import type { TaskTimes } from "../event-time/task-times.ts";
import { virtualTimeText } from "../event-time/time-text.ts";
import { windowIndexOf } from "../event-time/window-index.ts";
import type { PageState } from "../page/page-state.ts";
import { chosenSubtask, type SubtaskChoice, subtaskChoices } from "../state/subtask-choice.ts";
import { SubtaskPicker } from "../state/subtask-picker.tsx";
import { inkStyle } from "../state/theme-style.ts";
import { useReading } from "../state/use-reading.ts";
import { textOf } from "../text/catalogue.ts";
import { eventTime } from "../text/event-time.ts";

/** What the tab shows of its subtask. */
interface Shown {
  readonly choice: SubtaskChoice;
  readonly choices: readonly SubtaskChoice[];
  readonly times: TaskTimes;
}

export function EventTimeTab({ page }: { readonly page: PageState }) {
  const read = useReading(page, (model) => [windowIndexOf(model)]);
  const shown = useComputed<Shown | null>(() => {
    page.grown.value;
    if (read.value < 1) return null;
    const model = page.model.value;
    const index = windowIndexOf(model);
    const { state } = page.view.value;
    const hasWindows = ({ task }: SubtaskChoice) => index.task(task.task).windows.length > 0;
    const readsWatermarks = ({ task, stateful }: SubtaskChoice) => stateful && index.task(task.task).channels.size > 0;
    const choices = subtaskChoices(state);
    const prefers = choices.some(hasWindows) ? hasWindows : readsWatermarks;
    const choice = chosenSubtask(state, model.store, page.selection.value, prefers);
    return choice === null ? null : { choice, choices, times: index.task(choice.task.task) };
  });
  const facts = useComputed<PlaneFacts | null>(() =>
    shown.value === null ? null : planeFacts(shown.value.times, page.cursor.value.seq),
  );
  const sight = useMemo(() => new PlaneSight(page, facts), [page, facts]);
  const { value } = shown;
  const language = page.language.value;
  if (value === null || facts.value === null)
    return (
      <section class="tab event-time-tab" style={inkStyle(page.theme.value)}>
        <p class="tab-empty">{read.value < 1 ? readingText(page, read.value) : notDeployed(page)}</p>
      </section>
    );
  const { choice, choices } = value;
  return (
    <section class="tab event-time-tab" style={inkStyle(page.theme.value)}>
      <header class="tab-head">
        <h2>{textOf(eventTime, language, "title", choice.name)}</h2>
        {choice.task.attempt > 0 ? (
          <span class="tab-badge">{textOf(eventTime, language, "attempt", choice.task.attempt + 1)}</span>
        ) : null}
        <SubtaskPicker page={page} label={textOf(eventTime, language, "subtask")} choices={choices} chosen={choice} />
        <BrushedRange page={page} brush={sight.brush} />
      </header>
      <div class="tab-body">
        <div class="plane">
          <div class="plane-canvas">
            <Plane page={page} sight={sight} />
            <p class="tab-empty" hidden={facts.value.records > 0}>
              {emptyText(page, value, facts.value)}
            </p>
          </div>
          <PlaneLegend language={language} />
        </div>
        <PlaneSummary page={page} state={page.view.value.state} facts={facts.value} isSource={isSource(page, choice)} />
      </div>
    </section>
  );
}

function isSource(page: PageState, { task }: SubtaskChoice): boolean {
  return page.view.value.state.vertices.get(task.vertex)?.isSource === true;
}

function readingText(page: PageState, share: number): string {
  return textOf(eventTime, page.language.value, "reading", Math.floor(share * 100));
}

function notDeployed(page: PageState): string {
  page.grown.value;
  const { store } = page.model.value;
  const first = windowIndexOf(page.model.value).lineage.attempts.values().next().value;
  return first === undefined
    ? textOf(eventTime, page.language.value, "noTasks")
    : textOf(eventTime, page.language.value, "noTasksUntil", virtualTimeText(store.t(first.definedSeq)));
}

/** What is missing, and when it comes. */
function emptyText(page: PageState, { choice, times }: Shown, facts: PlaneFacts): string {
  const language = page.language.value;
  if (facts.untimed > 0) return textOf(eventTime, language, "noTimestamps", facts.untimed, choice.name);
  const first = times.records.micros.at(0);
  if (first !== undefined) return textOf(eventTime, language, "emptyUntil", choice.name, virtualTimeText(first));
  return textOf(eventTime, language, page.model.value.end === null ? "emptySoFar" : "emptyForever", choice.name);
}
