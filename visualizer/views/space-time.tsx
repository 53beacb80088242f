/** The space-time diagram: lanes across, time along, messages between them; turned on narrow screens. */
import { useComputed } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { PALETTES } from "../draw/palette.ts";
import { vertexName } from "../graph/words.ts";
import type { PageState } from "../page/page-state.ts";
import { AXIS_PX, Diagram, HEADER_PX, TURNED_AXIS_PX, TURNED_HEADER_PX } from "../space-time/diagram.ts";
import { LaneGestures, placeIn, pressKey } from "../space-time/gestures.ts";
import { notableIn } from "../space-time/hits.ts";
import { eventTitle, laneTitle } from "../space-time/lane-title.ts";
import type { Lane } from "../space-time/lanes.ts";
import { axisScene, pointerScene } from "../space-time/scene.ts";
import { textOf } from "../text/catalogue.ts";
import { spaceTime } from "../text/space-time.ts";
import { Canvas } from "./canvas.tsx";

/** Most events in the list for assistive technology. */
const MOST_LISTED = 60;

export function SpaceTime({ page }: { readonly page: PageState }) {
  const root = useRef<HTMLElement>(null);
  const diagram = useMemo(() => new Diagram(page), [page]);
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const observer = new ResizeObserver(([{ contentRect }]) => {
      diagram.size.value = { width: Math.floor(contentRect.width), height: Math.floor(contentRect.height) };
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [diagram]);
  const turned = diagram.turned.value;
  const language = page.language.value;
  const palette = Object.entries(PALETTES[page.theme.value]).map(([ink, colour]) => [`--ink-${ink}`, colour]);
  const across = diagram.lanes.value.height;
  return (
    <section
      ref={root}
      class={turned ? "space-time turned" : "space-time"}
      style={{
        ...Object.fromEntries(palette),
        "--header": `${turned ? TURNED_HEADER_PX : HEADER_PX}px`,
        "--axis": `${turned ? TURNED_AXIS_PX : AXIS_PX}px`,
        "--across": `${across}px`,
      }}
      aria-label={textOf(spaceTime, language, "title")}
    >
      <div class="space-time-scroll">
        <Tools diagram={diagram} />
        <Axis diagram={diagram} />
        <div class="space-time-lanes">
          {diagram.lanes.value.all.map((lane) => (
            <LaneHeader key={lane.key} diagram={diagram} lane={lane} />
          ))}
        </div>
        <Plot diagram={diagram} />
      </div>
      <Notices diagram={diagram} />
      <EventList diagram={diagram} />
    </section>
  );
}

function Tools({ diagram }: { readonly diagram: Diagram }) {
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

/** Dragging moves the visible stretch. */
function Axis({ diagram }: { readonly diagram: Diagram }) {
  const last = useRef<number | null>(null);
  const { page, view, turned, length } = diagram;
  const along = (event: PointerEvent) => (turned.value ? event.clientY : event.clientX);
  return (
    <div
      class="space-time-axis"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        last.current = along(event);
      }}
      onPointerMove={(event) => {
        if (last.current === null) return;
        diagram.panBy(last.current - along(event));
        last.current = along(event);
      }}
      onPointerUp={() => {
        last.current = null;
      }}
      onPointerCancel={() => {
        last.current = null;
      }}
    >
      <Canvas
        page={page}
        scene={({ width, height }) =>
          axisScene(
            view.visible.value,
            length.value,
            turned.value ? width : height,
            page.cursor.value.micros,
            turned.value,
          )
        }
      />
    </div>
  );
}

function LaneHeader({ diagram, lane }: { readonly diagram: Diagram; readonly lane: Lane }) {
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
      title={`${lane.name} [${subtask}]`}
      aria-pressed={value?.kind === "subtask" && value.vertex === vertex && value.subtask === subtask}
      onClick={() => {
        page.selection.value = { kind: "subtask", vertex, subtask };
      }}
    >
      <span class="name">{vertexName(lane.name)}</span>
      <span class="number">[{subtask}]</span>
    </button>
  );
}

/** The lanes themselves: what stands still on one canvas, what moves on another. */
function Plot({ diagram }: { readonly diagram: Diagram }) {
  const element = useRef<HTMLDivElement>(null);
  const gestures = useMemo(() => new LaneGestures(diagram), [diagram]);
  const { page, view, turned, length, lanes } = diagram;
  useEffect(() => {
    const plot = element.current;
    if (plot === null) return;
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      diagram.zoom(event.deltaY < 0, placeIn(plot, event, turned.value).along);
    };
    // Only a listener that is not passive may keep the page from being zoomed.
    plot.addEventListener("wheel", wheel, { passive: false });
    return () => plot.removeEventListener("wheel", wheel);
  }, [diagram, turned]);
  const language = page.language.value;
  return (
    <div
      ref={element}
      class="space-time-plot"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keys that move through the lanes.
      tabIndex={0}
      role="application"
      aria-label={textOf(spaceTime, language, "title")}
      aria-description={textOf(spaceTime, language, "help")}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !pressKey(diagram, event.key)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={(event) => gestures.down(event.currentTarget, event)}
      onPointerMove={(event) => gestures.move(event.currentTarget, event)}
      onPointerUp={(event) => gestures.up(event.currentTarget, event)}
      onPointerCancel={() => gestures.cancel()}
      onPointerLeave={() => gestures.leave()}
      onDblClick={(event) => gestures.doubleClick(event.currentTarget, event)}
    >
      <div class="space-time-layer">
        <Canvas page={page} scene={() => diagram.scene.value.list} />
      </div>
      <div class="space-time-layer">
        <Canvas
          page={page}
          scene={() => {
            const pointers = {
              cursor: page.cursor.value.micros,
              hover: view.hover.value,
              focus: page.focus.value,
            };
            return pointerScene(view.visible.value, length.value, lanes.value.height, pointers, turned.value);
          }}
        />
      </div>
    </div>
  );
}

function Notices({ diagram }: { readonly diagram: Diagram }) {
  const { shaded, left } = diagram.scene.value;
  const language = diagram.page.language.value;
  const texts = [
    ...(shaded > 0 ? [textOf(spaceTime, language, "shaded", shaded)] : []),
    ...(left > 0 ? [textOf(spaceTime, language, "left", left)] : []),
  ];
  return texts.length === 0 ? null : <p class="space-time-notice">{texts.join(" · ")}</p>;
}

/** The twin of the canvas in the document: the notable events that are visible, and the selected one as it changes. */
function EventList({ diagram }: { readonly diagram: Diagram }) {
  const { page, view } = diagram;
  const language = page.language.value;
  const titles = useComputed(() => {
    page.grown.value;
    const model = page.model.value;
    return notableIn(model, view.visible.value, MOST_LISTED + 1).map((seq) =>
      eventTitle(model, seq, page.language.value),
    );
  }).value;
  const { value } = page.selection;
  const model = page.model.value;
  return (
    <div class="space-time-hidden">
      <p aria-live="polite">
        {value?.kind === "event" && value.seq < model.store.count ? eventTitle(model, value.seq, language) : ""}
      </p>
      <h3>{textOf(spaceTime, language, "events")}</h3>
      <ol>
        {titles.slice(0, MOST_LISTED).map((title) => (
          <li>{title}</li>
        ))}
      </ol>
      {titles.length > MOST_LISTED ? <p>{textOf(spaceTime, language, "more")}</p> : null}
    </div>
  );
}
