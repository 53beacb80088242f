/** What stands around the lanes of the diagram: buttons, and a notice of what is not drawn. */
import { textOf } from "../text/catalogue.ts";
import { spaceTime } from "../text/space-time.ts";
import type { Diagram } from "./diagram.ts";

/** Zoom, frame, follow; the axis, the groups and the size of the diagram. */
export function Tools({ diagram }: { readonly diagram: Diagram }) {
  const { page, view, laneChoice, along } = diagram;
  const button = (name: keyof (typeof spaceTime)["en"], path: string, act: () => void, pressed?: boolean) => {
    const label = textOf(spaceTime, page.language.value, name);
    return (
      <button type="button" title={label} aria-label={label} aria-pressed={pressed} onClick={act}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d={path} />
        </svg>
      </button>
    );
  };
  const isCausal = view.axis.value === "causes";
  return (
    <div class="space-time-tools">
      {button("zoomOut", "M3 8h10", () => diagram.zoom(false))}
      {button("zoomIn", "M3 8h10M8 3v10", () => diagram.zoom(true))}
      {button("frame", "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4", () => diagram.frame())}
      {button(
        "follow",
        "M8 1v14M1 8h4m-2-2 2 2-2 2M15 8h-4m2-2-2 2 2 2",
        () => along.follow(),
        along.isFollowing.value,
      )}
      {button(
        "causes",
        "M2 4a2 2 0 1 0 4 0 2 2 0 1 0-4 0M10 12a2 2 0 1 0 4 0 2 2 0 1 0-4 0M6 5l5 5m-3 0h3v-3",
        () => {
          view.axis.value = isCausal ? "time" : "causes";
        },
        isCausal,
      )}
      {button(
        "machines",
        "M2 2h12v5H2zM2 9h12v5H2zM4 4.5h3M4 11.5h3",
        () => {
          laneChoice.byMachine.value = !laneChoice.byMachine.value;
        },
        laneChoice.byMachine.value,
      )}
      {button(
        "enlarge",
        "M9 2h5v5M14 2 9 7M7 14H2V9M2 14l5-5",
        () => {
          view.isLarge.value = !view.isLarge.value;
        },
        view.isLarge.value,
      )}
    </div>
  );
}

/** What the diagram does not show one by one. */
export function Notices({ diagram }: { readonly diagram: Diagram }) {
  const { shaded, left } = diagram.scene.value;
  const { showsAllRecords, page, view, area } = diagram;
  const language = page.language.value;
  const texts = [
    ...(shaded > 0 ? [textOf(spaceTime, language, "shaded", shaded)] : []),
    ...(left > 0 ? [textOf(spaceTime, language, "left", left)] : []),
  ];
  const hasChoice = view.axis.value === "time" && (shaded > 0 || showsAllRecords.value);
  // The statistics of an area take its place.
  if ((texts.length === 0 && !hasChoice) || area.statistics.value !== null) return null;
  return (
    <p class="space-time-notice">
      {texts.join(" · ")}
      {hasChoice ? (
        <button
          type="button"
          onClick={() => {
            showsAllRecords.value = !showsAllRecords.value;
          }}
        >
          {textOf(spaceTime, language, showsAllRecords.value ? "shadeAgain" : "showAll")}
        </button>
      ) : null}
    </p>
  );
}
