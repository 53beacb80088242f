/** The phases of each subtask in one checkpoint, on one time axis and as numbers. */
import { scaleLinear } from "d3-scale";
import { durationText } from "../event-time/time-text.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { checkpoints as texts } from "../text/checkpoints.ts";
import { PHASES, type PhaseName, type PhaseRow } from "./phases.ts";

const NOTES = {
  start: "startNote",
  alignment: "alignmentNote",
  sync: "syncNote",
  async: "asyncNote",
  ack: "ackNote",
  others: "othersNote",
} as const;

/** A row with the name of its subtask. */
export interface NamedRow extends PhaseRow {
  readonly name: string;
}

export function PhasesView({
  language,
  rows,
  from,
  to,
}: {
  readonly language: Language;
  readonly rows: readonly NamedRow[];
  /** Trigger and end of the checkpoint, or the cursor; virtual µs. */
  readonly from: number;
  readonly to: number;
}) {
  const scale = scaleLinear([0, Math.max(1, to - from)], [0, 100]);
  return (
    <>
      <h3>{textOf(texts, language, "phases")}</h3>
      <div class="phases" aria-hidden="true">
        <div class="phases-axis">
          {scale.ticks(4).map((tick) => (
            <span key={tick} style={`left: ${scale(tick)}%`}>
              {tick === 0 ? "0" : `+${durationText(tick)}`}
            </span>
          ))}
        </div>
        {rows.map((row) => (
          <div key={row.task} class={`phases-row${row.isSlowest ? " slowest" : ""}${row.isMissing ? " missing" : ""}`}>
            <b>
              {row.name}
              {row.isSlowest ? <em>{textOf(texts, language, "slowest")}</em> : null}
              {row.isMissing ? <em>{textOf(texts, language, "missingMark")}</em> : null}
            </b>
            <div class="phases-track">
              {row.phases.map((phase) => (
                <i
                  key={phase.name}
                  class={`phase ${phase.name}${phase.isOpen ? " open" : ""}`}
                  style={`left: ${scale(phase.from - from)}%; width: ${scale(phase.to - phase.from)}%`}
                />
              ))}
            </div>
          </div>
        ))}
      </div>
      <table class="tab-table stacked">
        <thead>
          <tr>
            <th>{textOf(texts, language, "subtask")}</th>
            {PHASES.map((name) => (
              <th key={name} class="number">
                <i class={`phase ${name}`} aria-hidden="true" />
                {textOf(texts, language, name)}
              </th>
            ))}
            <th class="number">{textOf(texts, language, "total")}</th>
            <th class="number">{textOf(texts, language, "bytes")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.task} class={row.isSlowest ? "slowest" : ""}>
              <th scope="row">
                {row.name}
                {row.isMissing ? ` ${textOf(texts, language, "missingMark")}` : ""}
              </th>
              {PHASES.map((name) => (
                <td key={name} class="number" data-label={textOf(texts, language, name)}>
                  {lengthText(row, name, language)}
                </td>
              ))}
              <td class="number" data-label={textOf(texts, language, "total")}>
                {row.acknowledgedAfter === null ? "–" : durationText(row.acknowledgedAfter)}
              </td>
              <td class="number" data-label={textOf(texts, language, "bytes")}>
                {row.bytes} B
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <details class="tab-note">
        <summary>{textOf(texts, language, "meaning")}</summary>
        <ul class="tab-legend">
          {PHASES.map((name) => (
            <li key={name}>
              <i class={`phase ${name}`} aria-hidden="true" />
              {textOf(texts, language, NOTES[name])}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

function lengthText(row: PhaseRow, name: PhaseName, language: Language): string {
  const phase = row.phases.find((one) => one.name === name);
  if (phase === undefined) return "–";
  const length = durationText(phase.to - phase.from);
  return phase.isOpen ? textOf(texts, language, "stillOpen", length) : length;
}
