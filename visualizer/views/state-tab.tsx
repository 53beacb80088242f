/** The state tab: what a subtask holds for each key, its pending timers and its open windows. */
import { useComputed, useSignal } from "@preact/signals";
import type { ExecutionState } from "../../src/trace/kinds.ts";
import { countUpTo } from "../event-time/count-up-to.ts";
import { planeFacts } from "../event-time/plane-facts.ts";
import { virtualTimeText } from "../event-time/time-text.ts";
import { windowIndexOf } from "../event-time/window-index.ts";
import type { PageState } from "../page/page-state.ts";
import { StateAside } from "../state/state-aside.tsx";
import { stateIndexOf, type TaskState } from "../state/state-index.ts";
import { StateRowsView } from "../state/state-rows-view.tsx";
import { type RowOrder, type StateRows, stateRows, timerRows } from "../state/state-table.ts";
import { chosenSubtask, type SubtaskChoice, subtaskChoices } from "../state/subtask-choice.ts";
import { SubtaskPicker } from "../state/subtask-picker.tsx";
import { inkStyle } from "../state/theme-style.ts";
import { useReading } from "../state/use-reading.ts";
import { textOf } from "../text/catalogue.ts";
import { state as texts } from "../text/state.ts";

const ENDED: ReadonlySet<ExecutionState> = new Set<ExecutionState>(["FINISHED", "CANCELED", "FAILED"]);

export function StateTab({ page }: { readonly page: PageState }) {
  const filter = useSignal("");
  const order = useSignal<RowOrder>("key");
  const read = useReading(page, (model) => [stateIndexOf(model), windowIndexOf(model)]);
  const shown = useComputed(() => {
    page.grown.value;
    if (read.value < 1) return null;
    const model = page.model.value;
    const index = stateIndexOf(model);
    const view = page.view.value.state;
    const choice = chosenSubtask(view, model.store, page.selection.value, ({ stateful }) => stateful);
    if (choice === null) return null;
    return { choice, choices: subtaskChoices(view), task: index.task(choice.task.task) };
  });
  const current = useComputed(() => shown.value?.task ?? null);
  // Most moments change nothing: the rows are found anew only when one does.
  const count = useComputed(() => countUpTo(current.value?.values.seqs ?? [], page.cursor.value.seq));
  const rows = useComputed<StateRows | null>(() => {
    count.value;
    const { value } = current;
    return value === null ? null : stateRows(value, page.cursor.peek().seq, order.value, filter.value);
  });
  const language = page.language.value;
  if (shown.value === null || rows.value === null)
    return (
      <section class="tab state-tab" style={inkStyle(page.theme.value)}>
        <p class="tab-empty">{read.value < 1 ? readingText(page, read.value) : notDeployed(page)}</p>
      </section>
    );
  const { choice, choices, task } = shown.value;
  const { seq } = page.cursor.value;
  const { store } = page.model.value;
  const { changes, total } = rows.value;
  const windows = planeFacts(windowIndexOf(page.model.value).task(task.task), seq).windows.filter(
    ({ status }) => status !== "purged",
  );
  const title = textOf(texts, language, "title", choice.name);
  return (
    <section class="tab state-tab" style={inkStyle(page.theme.value)}>
      <header class="tab-head">
        <h2>{title}</h2>
        {choice.task.attempt > 0 ? (
          <span class="tab-badge">{textOf(texts, language, "attempt", choice.task.attempt + 1)}</span>
        ) : null}
        <span class="tab-badge">{choice.task.state}</span>
        <SubtaskPicker page={page} label={textOf(texts, language, "subtask")} choices={choices} chosen={choice} />
        <label class="tab-field">
          <input
            type="search"
            size={11}
            placeholder={textOf(texts, language, "filter")}
            aria-label={textOf(texts, language, "filter")}
            value={filter.value}
            onInput={(event) => {
              filter.value = event.currentTarget.value;
            }}
          />
        </label>
        <label class="tab-field">
          <span>{textOf(texts, language, "order")}</span>
          <select
            aria-label={textOf(texts, language, "order")}
            value={order.value}
            onChange={(event) => {
              order.value = event.currentTarget.value === "change" ? "change" : "key";
            }}
          >
            <option value="key">{textOf(texts, language, "byKey")}</option>
            <option value="change">{textOf(texts, language, "byChange")}</option>
          </select>
        </label>
        <p class="tab-muted whole">
          {filter.value === ""
            ? textOf(texts, language, "entries", total)
            : textOf(texts, language, "entriesOf", changes.length, total)}
          {" · "}
          {textOf(texts, language, "keyGroups", choice.task.firstKeyGroup, choice.task.lastKeyGroup)}
          {task.restoredSeq >= 0 && task.restoredSeq <= seq
            ? ` · ↺ ${textOf(texts, language, "restoredWith", task.restoredFrom, virtualTimeText(store.t(task.restoredSeq)))}`
            : ""}
        </p>
        {ENDED.has(choice.task.state) && total > 0 ? (
          <p class="tab-note whole">{textOf(texts, language, "ended", choice.task.state)}</p>
        ) : null}
      </header>
      <div class="tab-body">
        {changes.length === 0 ? (
          <p class="tab-empty">{emptyText(page, choice, task, total, filter.value)}</p>
        ) : (
          <StateRowsView page={page} task={task} rows={rows.value} label={title} />
        )}
        <StateAside page={page} timers={timerRows(task, store, seq)} windows={windows} />
      </div>
    </section>
  );
}

function readingText(page: PageState, share: number): string {
  return textOf(texts, page.language.value, "reading", Math.floor(share * 100));
}

function notDeployed(page: PageState): string {
  page.grown.value;
  const { store } = page.model.value;
  const first = stateIndexOf(page.model.value).lineage.attempts.values().next().value;
  return first === undefined
    ? textOf(texts, page.language.value, "noTasks")
    : textOf(texts, page.language.value, "noTasksUntil", virtualTimeText(store.t(first.definedSeq)));
}

/** Why there are no rows, and when there will be. */
function emptyText(page: PageState, choice: SubtaskChoice, task: TaskState, total: number, filter: string): string {
  const language = page.language.value;
  const { name } = choice;
  if (total > 0) return textOf(texts, language, "noMatch", filter);
  const { seqs } = task.values;
  const { seq } = page.cursor.value;
  if (task.restoredSeq > seq) {
    const at = virtualTimeText(page.model.value.store.t(task.restoredSeq));
    return textOf(texts, language, "emptyRestore", name, task.restoredFrom, at);
  }
  const next = seqs.find((one) => one > seq);
  if (next !== undefined) {
    const at = virtualTimeText(page.model.value.store.t(next));
    return textOf(texts, language, seqs[0] <= seq ? "emptyNow" : "emptyUntil", name, at);
  }
  if (seqs.length > 0) return textOf(texts, language, "emptyAgain", name);
  if (!choice.stateful) return textOf(texts, language, "stateless", name);
  return textOf(texts, language, page.model.value.end === null ? "emptySoFar" : "emptyForever", name);
}
