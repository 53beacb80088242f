/** What happened in the area that is selected, as text, with what can be done with it. */
import { vertexName } from "../graph/words.ts";
import { textOf } from "../text/catalogue.ts";
import { diagramArea } from "../text/diagram-area.ts";
import { lanesIn } from "./area.ts";
import type { LongestQueue } from "./area-statistics.ts";
import type { Diagram } from "./diagram.ts";
import { laneTitle } from "./lane-title.ts";
import { runIndexOf } from "./run-index.ts";
import { momentText } from "./time-scale.ts";

/** Stays until it is closed. */
export function AreaBox({ diagram }: { readonly diagram: Diagram }) {
  const { page, view, area: selection } = diagram;
  const language = page.language.value;
  const area = selection.area.value;
  const statistics = selection.statistics.value;
  if (area === null || statistics === null) return null;
  const say = (name: Parameters<typeof textOf<keyof (typeof diagramArea)["en"]>>[2], ...values: (string | number)[]) =>
    textOf(diagramArea, language, name, ...values);
  const isTime = view.axis.value === "time";
  const lanes = lanesIn(diagram.lanes.value, area);
  const [first, last] = [lanes[0], lanes.at(-1)];
  if (first === undefined || last === undefined) return null;
  const which =
    first === last
      ? laneTitle(first, language)
      : say("lanes", laneTitle(first, language), laneTitle(last, language), lanes.length);
  const stretch = isTime
    ? say("time", momentText(area.from), momentText(area.to), momentText(area.to - area.from))
    : say("columns", Math.ceil(area.from), Math.floor(area.to));
  const { counts, taken, queue, busy, subtasks } = statistics;
  const { from, to } = diagram.along.visible.value;
  // It lies over the half that the area is not in.
  const isBesideEnd = !diagram.turned.value && area.from + area.to > from + to;
  return (
    <div class={isBesideEnd ? "space-time-area beside-end" : "space-time-area"} role="status" aria-label={say("title")}>
      <p>
        <b>{which}</b> · {stretch}
      </p>
      <p>
        {counts.length === 0
          ? say("nothing")
          : say("events", counts.map(([group, n]) => `${say(group)} ${n.toLocaleString("en")}`).join(" · "))}
      </p>
      {isTime ? (
        <p>
          {busy === null ? say("noSubtask") : say("busy", percentText(busy), subtasks)}
          {taken === null || taken.messages === 0 ? "" : ` · ${say("taken", taken.messages, taken.records)}`}
          {" · "}
          {queue === null ? say("noQueue") : queueText(diagram, queue)}
        </p>
      ) : (
        <p>{say("noTime")}</p>
      )}
      <div class="buttons">
        <button type="button" onClick={() => diagram.show(area)}>
          {say("zoomTo")}
        </button>
        {isTime && area.to > area.from ? (
          <button
            type="button"
            onClick={() => {
              page.focus.value = { from: area.from, to: area.to };
            }}
          >
            {say("focus")}
          </button>
        ) : null}
        <button type="button" onClick={() => selection.clear()}>
          {say("close")}
        </button>
      </div>
    </div>
  );
}

function queueText({ page }: Diagram, { ch, elements, micros }: LongestQueue): string {
  const { topology } = runIndexOf(page.model.value);
  const name = (task: number | undefined): string => {
    const attempt = topology.attempts.get(task ?? -1);
    const vertex = topology.vertices.get(attempt?.vertex ?? "");
    return attempt === undefined || vertex === undefined ? "?" : `${vertexName(vertex.name)} ${attempt.subtask + 1}`;
  };
  const ends = topology.channels.get(ch);
  return textOf(
    diagramArea,
    page.language.value,
    "queue",
    elements,
    name(ends?.from),
    name(ends?.to),
    momentText(micros),
  );
}

/** Shares below a percent are not nothing. */
function percentText(share: number): string {
  return share > 0 && share < 0.01 ? "< 1 %" : `${Math.round(share * 100)} %`;
}
