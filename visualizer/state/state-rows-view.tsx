/** The table of the values that an attempt holds. */
import type { ComponentChildren } from "preact";
import { virtualTimeText } from "../event-time/time-text.ts";
import type { PageState } from "../page/page-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { state as texts } from "../text/state.ts";
import type { TaskState } from "./state-index.ts";
import { type StateRow, type StateRows, stateRow } from "./state-table.ts";
import { namespaceText } from "./value-label.ts";
import { VirtualRows } from "./virtual-rows.tsx";

/** In the order in which a row has them; the style sheet lays them side by side as key, state, window, value, change. */
const COLUMNS = ["key", "value", "state", "namespace", "changed"] as const;

export function StateRowsView({
  page,
  task,
  rows,
  label,
}: {
  readonly page: PageState;
  readonly task: TaskState;
  readonly rows: StateRows;
  readonly label: string;
}) {
  const language = page.language.value;
  const { store } = page.model.value;
  const selection = page.selection.value;
  const selected = selection?.kind === "event" ? selection.seq : -1;
  return (
    <VirtualRows
      count={rows.changes.length}
      label={label}
      head={
        // biome-ignore lint/a11y: a row of headings needs no focus, and the rows below are placed by themselves.
        <div class="state-row head" role="row">
          {COLUMNS.map((column) => (
            // biome-ignore lint/a11y: as above.
            <span key={column} class={column} role="columnheader">
              {textOf(texts, language, column)}
            </span>
          ))}
        </div>
      }
      row={(at, style) => {
        const change = rows.changes[at];
        const one = stateRow(task, store, change);
        const isLatest = change === rows.latest;
        return (
          // biome-ignore lint/a11y: it is placed by itself, and its button takes the focus.
          <div
            key={change}
            class={`state-row${one.source === selected ? " selected" : ""}${isLatest ? " latest" : ""}${isLatest && !page.reducedMotion.value ? " flash" : ""}`}
            style={style}
            role="row"
            aria-rowindex={at + 2}
          >
            <span class="line" role="presentation">
              <Cell class="key">{one.key}</Cell>
              <Cell class="value">
                <span title={one.value}>{one.value}</span>
              </Cell>
            </span>
            <span class="line" role="presentation">
              <Cell class="state">{one.state}</Cell>
              <Cell class="namespace">{namespaceText(one.namespace)}</Cell>
              <Cell class="changed">
                <button
                  type="button"
                  onClick={() => {
                    page.selection.value = { kind: "event", seq: one.source };
                  }}
                >
                  {changedText(one, isLatest, language)}
                </button>
              </Cell>
            </span>
          </div>
        );
      }}
    />
  );
}

function Cell({ class: name, children }: { readonly class: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y: its row is placed by itself.
    <span class={name} role="cell">
      {children}
    </span>
  );
}

/** When it was changed, and whether that was just now or before a restore. */
export function changedText(row: StateRow, isLatest: boolean, language: Language): string {
  const at = virtualTimeText(row.changedAt);
  if (row.restoredFrom > 0) return `↺ ${textOf(texts, language, "restored", row.restoredFrom)} · ${at}`;
  return isLatest ? `● ${at} · ${textOf(texts, language, "latest")}` : at;
}
