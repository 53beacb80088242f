/** The checkpoints tab: the newest checkpoints, one of them by subtask, and the transactions of sinks. */
import { useComputed } from "@preact/signals";
import { checkpointIndexOf } from "../checkpoints/checkpoint-index.ts";
import { checkpointText } from "../checkpoints/checkpoint-text.ts";
import { type PhaseRow, phaseRows } from "../checkpoints/phases.ts";
import { type NamedRow, PhasesView } from "../checkpoints/phases-view.tsx";
import { stripItems } from "../checkpoints/strip.ts";
import { StripView } from "../checkpoints/strip-view.tsx";
import { transactionLane } from "../checkpoints/transaction-lane.ts";
import { TransactionsView } from "../checkpoints/transactions-view.tsx";
import { virtualTimeText } from "../event-time/time-text.ts";
import type { CheckpointView, ViewState } from "../fold/view-state.ts";
import type { PageState } from "../page/page-state.ts";
import { subtaskLabel } from "../state/subtask-choice.ts";
import { inkStyle } from "../state/theme-style.ts";
import { textOf } from "../text/catalogue.ts";
import { checkpoints as texts } from "../text/checkpoints.ts";

/** What goes on is shown anew after so many µs of virtual time: a checkpoint is short, a transaction is long. */
const CHECKPOINT_STEP = 10;
const TRANSACTION_STEP = 10_000;

export function CheckpointsTab({ page }: { readonly page: PageState }) {
  // Most moments change nothing here: what is shown is found anew only when one does, or while something goes on.
  const moment = useComputed(() => {
    page.grown.value;
    const model = page.model.value;
    const { micros, seq } = page.cursor.value;
    const change = checkpointIndexOf(model).lastChange(seq);
    const { state } = page.view.value;
    return `${change} ${Math.floor(micros / stepOf(state))}`;
  });
  const shown = useComputed(() => {
    moment.value;
    const model = page.model.value;
    const { micros, seq } = page.cursor.peek();
    const { state } = page.view.peek();
    const selection = page.selection.value;
    const index = checkpointIndexOf(model);
    const chosen = selection?.kind === "checkpoint" ? selection.id : -1;
    const checkpoint = state.checkpoints.get(chosen) ?? [...state.checkpoints.values()].at(-1) ?? null;
    return {
      items: stripItems(state, micros),
      lane: transactionLane(state, micros),
      later: chosen >= 0 && !state.checkpoints.has(chosen) ? (index.triggerOf(chosen) ?? null) : null,
      chosen,
      checkpoint,
      now: micros,
      rows: checkpoint === null ? [] : namedRows(state, phaseRows(checkpoint, index, micros, seq)),
      missing: checkpoint === null ? "" : missingText(page, state, checkpoint),
    };
  });
  const language = page.language.value;
  const { items, lane, later, chosen, checkpoint, now, rows, missing } = shown.value;
  return (
    <section class="tab checkpoints-tab" style={inkStyle(page.theme.value)}>
      <header class="tab-head">
        <h2>{textOf(texts, language, "title")}</h2>
        <ul class="tab-legend">
          {(["completed", "pending", "failed", "subsumed"] as const).map((status) => (
            <li key={status} class={`strip-bar ${status}`}>
              <i class="small" aria-hidden="true" />
              {textOf(texts, language, status)}
            </li>
          ))}
        </ul>
      </header>
      <div class="tab-scroll">
        {checkpoint === null ? (
          <p class="tab-empty">{emptyText(page)}</p>
        ) : (
          <>
            <StripView page={page} items={items} shown={checkpoint.id} />
            {later === null ? null : (
              <p class="tab-muted">{textOf(texts, language, "notYet", chosen, virtualTimeText(later.micros))}</p>
            )}
            <p class={`checkpoint-head ${checkpoint.status}`}>
              <b>
                {textOf(texts, language, checkpoint.isSavepoint ? "savepoint" : "checkpoint")} {checkpoint.id}
              </b>{" "}
              {checkpointText(checkpoint, now, language)}
              {missing === "" ? "" : ` ${missing}`}
              {checkpoint.restoredAt.map((at) => (
                <span key={at}> ↺ {textOf(texts, language, "restoredFrom", virtualTimeText(at))}</span>
              ))}
            </p>
            <PhasesView
              language={language}
              rows={rows}
              from={checkpoint.triggeredAt}
              to={checkpoint.endedAt ?? Math.max(now, checkpoint.triggeredAt)}
            />
          </>
        )}
        <TransactionsView page={page} lane={lane} />
      </div>
    </section>
  );
}

/** How long nothing changes to the eye between two events: for ever if nothing goes on. */
function stepOf(state: ViewState): number {
  for (const { status } of state.checkpoints.values()) if (status === "pending") return CHECKPOINT_STEP;
  for (const { endedAt } of state.transactions.values()) if (endedAt === null) return TRANSACTION_STEP;
  return Number.POSITIVE_INFINITY;
}

function namedRows(state: ViewState, rows: readonly PhaseRow[]): NamedRow[] {
  return rows.map((row) => ({ ...row, name: taskName(state, row.task) }));
}

function taskName(state: ViewState, task: number): string {
  const view = state.tasks.get(task);
  return view === undefined ? String(task) : subtaskLabel(state, view);
}

/** Who had not acknowledged a checkpoint when it failed, and who refused. */
function missingText(page: PageState, state: ViewState, checkpoint: CheckpointView): string {
  if (checkpoint.status !== "failed") return "";
  const language = page.language.value;
  const missing = page.model.value.store.ext(checkpoint.endSeq)?.missing;
  const names = Array.isArray(missing) ? missing.map((task) => taskName(state, Number(task))) : [];
  const declined = [...checkpoint.tasks.values()].flatMap(({ task, declined: reason }) =>
    reason === null ? [] : [textOf(texts, language, "declinedBy", taskName(state, task), reason)],
  );
  const sentences = names.length === 0 ? [] : [textOf(texts, language, "missing", names.join(", "))];
  return [...sentences, ...declined].join(" ");
}

function emptyText(page: PageState): string {
  page.grown.value;
  const language = page.language.value;
  const first = checkpointIndexOf(page.model.value).firstTrigger();
  if (first !== undefined) return textOf(texts, language, "emptyUntil", virtualTimeText(first.micros));
  return textOf(texts, language, page.model.value.end === null ? "empty" : "emptyForever");
}
