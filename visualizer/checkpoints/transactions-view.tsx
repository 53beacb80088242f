/** The transactions of sinks, on one time axis and as a table, and what readers see. */
import { scaleLinear } from "d3-scale";
import { virtualTimeText } from "../event-time/time-text.ts";
import type { PageState } from "../page/page-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { checkpoints as texts } from "../text/checkpoints.ts";
import type { TransactionLane, TransactionRow } from "./transaction-lane.ts";

const ENDS = { open: "", "pre-committed": "", committed: "✓", aborted: "✕" } as const;

export function TransactionsView({ page, lane }: { readonly page: PageState; readonly lane: TransactionLane }) {
  const language = page.language.value;
  const scale = scaleLinear([lane.from, lane.to], [0, 100]);
  const selection = page.selection.value;
  const selected = selection?.kind === "transaction" ? selection.txn : null;
  return (
    <>
      <h3>{textOf(texts, language, "transactions")}</h3>
      {lane.rows.length === 0 ? <p class="tab-muted">{textOf(texts, language, "noTransactions")}</p> : null}
      <ul class="tab-list">
        {lane.logs.map(({ log, committed, pending }) => (
          <li key={log}>
            {textOf(texts, language, "visible", log, committed, pending)}
            <span class="log-bar" aria-hidden="true">
              <i style={`flex: ${committed}`} />
              <i class="pending" style={`flex: ${pending}`} />
            </span>
          </li>
        ))}
      </ul>
      {lane.rows.length === 0 ? null : (
        <>
          <ul class="tab-legend">
            {(["open", "preCommitted", "committed", "aborted"] as const).map((name) => (
              <li key={name}>
                <i class={`txn ${name}`} aria-hidden="true">
                  {name === "committed" ? "✓" : name === "aborted" ? "✕" : ""}
                </i>
                {textOf(texts, language, name)}
              </li>
            ))}
          </ul>
          <div class="phases lane" aria-hidden="true">
            <div class="phases-axis">
              {scale.ticks(4).map((tick) => (
                <span key={tick} style={`left: ${scale(tick)}%`}>
                  {`${Number((tick / 1e6).toFixed(4))} s`}
                </span>
              ))}
            </div>
            {lane.rows.map((row) => (
              <div key={row.txn} class="phases-row">
                <b>{row.txn}</b>
                <div class="phases-track">
                  {row.phases.map(({ name, from, to }) => (
                    <i
                      key={name}
                      class={`txn ${name === "open" ? "open" : "preCommitted"}`}
                      style={`left: ${scale(from)}%; width: ${scale(to) - scale(from)}%`}
                    />
                  ))}
                  {row.endedAt === null ? null : (
                    <span class={`txn-end ${row.state}`} style={`left: ${scale(row.endedAt)}%`}>
                      {ENDS[row.state]}
                    </span>
                  )}
                </div>
              </div>
            ))}
          </div>
          {lane.older > 0 ? <p class="tab-muted">{textOf(texts, language, "older", lane.older)}</p> : null}
          <table class="tab-table stacked">
            <thead>
              <tr>
                <th>{textOf(texts, language, "transaction")}</th>
                <th>{textOf(texts, language, "log")}</th>
                <th class="number">{textOf(texts, language, "records")}</th>
                <th>{textOf(texts, language, "checkpoint")}</th>
                <th>{textOf(texts, language, "status")}</th>
              </tr>
            </thead>
            <tbody>
              {[...lane.rows].reverse().map((row) => (
                <tr key={row.txn} class={row.txn === selected ? "selected" : ""}>
                  <th scope="row">
                    <button
                      type="button"
                      aria-pressed={row.txn === selected}
                      onClick={() => {
                        page.selection.value = { kind: "transaction", txn: row.txn };
                      }}
                    >
                      {row.txn}
                    </button>
                  </th>
                  <td data-label={textOf(texts, language, "log")}>{row.log}</td>
                  <td class="number" data-label={textOf(texts, language, "records")}>
                    {row.records}
                  </td>
                  <td data-label={textOf(texts, language, "checkpoint")}>
                    {row.checkpoint < 0 ? "–" : row.checkpoint}
                  </td>
                  <td data-label={textOf(texts, language, "status")}>{transactionText(row, language)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  );
}

/** What has become of a transaction. */
export function transactionText(row: TransactionRow, language: Language): string {
  const at = virtualTimeText(row.endedAt ?? row.preCommittedAt ?? row.openedAt);
  switch (row.state) {
    case "open":
      return textOf(texts, language, "statusOpen", at);
    case "pre-committed":
      return textOf(texts, language, preCommittedName(row), at, row.checkpoint);
    case "committed":
      return textOf(texts, language, "statusCommitted", at);
    case "aborted":
      return textOf(texts, language, "statusAborted", at);
  }
}

/** What a pre-committed transaction waits for. */
function preCommittedName({ checkpoint, checkpointStatus }: TransactionRow) {
  if (checkpoint < 0) return "statusPreCommittedEnd";
  if (checkpointStatus === "failed") return "statusPreCommittedFailed";
  return checkpointStatus === "pending" ? "statusPreCommitted" : "statusPreCommittedDone";
}
