/** What stands around the lanes of the diagram: buttons, the headers of the lanes, a notice. */
import { vertexName } from "../graph/words.ts";
import { textOf } from "../text/catalogue.ts";
import { spaceTime } from "../text/space-time.ts";
import type { Diagram } from "./diagram.ts";
import { laneTitle } from "./lane-title.ts";
import type { Lane } from "./lanes.ts";

/** Zoom, frame, follow. */
export function Tools({ diagram }: { readonly diagram: Diagram }) {
  const language = diagram.page.language.value;
  const button = (
    name: "zoomIn" | "zoomOut" | "frame" | "follow",
    path: string,
    act: () => void,
    pressed?: boolean,
  ) => {
    const label = textOf(spaceTime, language, name);
    return (
      <button type="button" title={label} aria-label={label} aria-pressed={pressed} onClick={act}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d={path} />
        </svg>
      </button>
    );
  };
  return (
    <div class="space-time-tools">
      {button("zoomOut", "M3 8h10", () => diagram.zoom(false))}
      {button("zoomIn", "M3 8h10M8 3v10", () => diagram.zoom(true))}
      {button("frame", "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4", () => diagram.frame())}
      {button(
        "follow",
        "M8 1v14M1 8h4m-2-2 2 2-2 2M15 8h-4m2-2-2 2 2 2",
        () => diagram.follow(),
        diagram.view.chosen.value === null,
      )}
    </div>
  );
}

/** The name of a lane; that of a subtask selects it. */
export function LaneHeader({ diagram, lane }: { readonly diagram: Diagram; readonly lane: Lane }) {
  const { page } = diagram;
  const title = laneTitle(lane, page.language.value);
  const style = { [diagram.turned.value ? "width" : "height"]: `${lane.height}px` };
  if (lane.kind !== "subtask")
    return (
      <div class="space-time-lane" style={style} title={title}>
        <span class="name">{title}</span>
      </div>
    );
  const { vertex, subtask } = lane;
  const { value } = page.selection;
  return (
    <button
      type="button"
      class={lane.startsGroup ? "space-time-lane first" : "space-time-lane"}
      style={style}
      title={`${lane.name} ${subtask + 1}`}
      aria-pressed={value?.kind === "subtask" && value.vertex === vertex && value.subtask === subtask}
      onClick={() => {
        page.selection.value = { kind: "subtask", vertex, subtask };
      }}
    >
      <span class="name">{vertexName(lane.name)}</span>
      <span class="number">{subtask + 1}</span>
    </button>
  );
}

/** What the diagram does not show one by one. */
export function Notices({ diagram }: { readonly diagram: Diagram }) {
  const { shaded, left } = diagram.scene.value;
  const language = diagram.page.language.value;
  const texts = [
    ...(shaded > 0 ? [textOf(spaceTime, language, "shaded", shaded)] : []),
    ...(left > 0 ? [textOf(spaceTime, language, "left", left)] : []),
  ];
  return texts.length === 0 ? null : <p class="space-time-notice">{texts.join(" · ")}</p>;
}
