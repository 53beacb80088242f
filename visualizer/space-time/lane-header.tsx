/** The names of the lanes, beside them: they select their subtask, and collapse their group. */
import { vertexName } from "../graph/words.ts";
import { textOf } from "../text/catalogue.ts";
import { spaceTime } from "../text/space-time.ts";
import type { Diagram } from "./diagram.ts";
import { groupName, laneTitle } from "./lane-title.ts";
import { isOfLane, type Lane } from "./lanes.ts";

/** @param isCollapsible first of several lanes that can be shown as one */
export function LaneHeader({
  diagram,
  lane,
  isCollapsible,
}: {
  readonly diagram: Diagram;
  readonly lane: Lane;
  readonly isCollapsible: boolean;
}) {
  const { page } = diagram;
  const title = laneTitle(lane, page.language.value);
  const { vertex, subtask, machine, name, startsGroup, kind } = lane;
  return (
    <div
      class={kind === "subtask" && startsGroup ? "space-time-lane first" : "space-time-lane"}
      style={{ [diagram.turned.value ? "width" : "height"]: `${lane.height}px` }}
      title={title}
    >
      {isCollapsible || kind === "group" ? <Fold diagram={diagram} lane={lane} /> : null}
      {kind === "subtask" ? (
        <button
          type="button"
          class="which"
          aria-pressed={isOfLane(lane, page.selection.value)}
          onClick={() => {
            page.selection.value = { kind: "subtask", vertex, subtask };
          }}
        >
          <span class="name">{machine === "" ? vertexName(name) : `${machine} · ${vertexName(name)}`}</span>
          <span class="number">{subtask + 1}</span>
        </button>
      ) : (
        <span class="name">{title}</span>
      )}
    </div>
  );
}

/** Shows a group as one lane, or as its lanes again. */
function Fold({ diagram, lane }: { readonly diagram: Diagram; readonly lane: Lane }) {
  const isOpen = lane.kind !== "group";
  const label = textOf(spaceTime, diagram.page.language.value, isOpen ? "collapse" : "expand");
  return (
    <button
      type="button"
      class="fold"
      title={label}
      aria-label={`${groupName(lane)}: ${label}`}
      aria-expanded={isOpen}
      onClick={() => diagram.laneChoice.toggle(lane)}
    >
      <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
        <path d={isOpen ? "M1 3h8L5 8z" : "M3 1v8l5-4z"} />
      </svg>
    </button>
  );
}
