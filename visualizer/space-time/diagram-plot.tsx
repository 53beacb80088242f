/** The canvases of the diagram: the axis and the lanes, with what pointers and keys do there. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { textOf } from "../text/catalogue.ts";
import { spaceTime } from "../text/space-time.ts";
import { Canvas } from "../views/canvas.tsx";
import { AxisDrag } from "./axis-drag.ts";
import type { Diagram } from "./diagram.ts";
import { pressKey } from "./diagram-keys.ts";
import { areaScene, markScene } from "./draw-area.ts";
import { LaneGestures, placeIn } from "./gestures.ts";
import { hoverText } from "./hover-text.ts";

/** A mouse that is dragged over it marks what is zoomed to; a finger, or a mouse with Shift, moves what is visible. */
export function Axis({ diagram }: { readonly diagram: Diagram }) {
  const drag = useMemo(() => new AxisDrag(diagram), [diagram]);
  const { page, turned, length } = diagram;
  const along = (event: PointerEvent & { readonly currentTarget: Element }) =>
    placeIn(event.currentTarget, event, turned.value).along;
  return (
    <div
      class="space-time-axis"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.down(along(event));
      }}
      onPointerMove={(event) => drag.move(along(event), event.pointerType !== "mouse" || event.shiftKey)}
      onPointerUp={() => drag.up()}
      onPointerCancel={() => drag.cancel()}
    >
      <Canvas
        page={page}
        scene={({ width, height }) => {
          const across = turned.value ? width : height;
          const marked = drag.marked.value;
          const axis = diagram.along.axis({ length: length.value, across, turned: turned.value });
          return marked === null ? axis : [...axis, ...markScene(marked.from, marked.to, 0, across, turned.value)];
        }}
      />
    </div>
  );
}

/** The lanes themselves: what stands still on one canvas, what moves on another. */
export function Plot({ diagram }: { readonly diagram: Diagram }) {
  const element = useRef<HTMLDivElement>(null);
  const gestures = useMemo(() => new LaneGestures(diagram), [diagram]);
  const { page, turned } = diagram;
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
        if (event.ctrlKey || event.metaKey || event.altKey || !pressKey(diagram, event.key, event.shiftKey)) return;
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
        <Canvas page={page} scene={() => movingScene(diagram)} />
      </div>
      <Readout diagram={diagram} />
    </div>
  );
}

/** The cursor, the pointer, the focus range and the selected area. */
function movingScene(diagram: Diagram) {
  const { along, length, turned, hover, area } = diagram;
  const lanes = diagram.lanes.value;
  const extent = { length: length.value, across: lanes.height, turned: turned.value };
  const at = hover.value === null ? null : diagram.placeAt(hover.value.along);
  const pointers = along.pointers(lanes, at, extent);
  if (area.area.value === null) return pointers;
  return [...pointers, ...areaScene(lanes, along.visible.value, extent.length, area.area.value, extent.turned)];
}

/** What is under the pointer, beside it. Keys and screen readers are told by the list of events. */
function Readout({ diagram }: { readonly diagram: Diagram }) {
  const { hover, turned, length, lanes, area } = diagram;
  const place = hover.value;
  // Nothing lies over the statistics of an area.
  const text = area.area.value === null ? hoverText(diagram) : null;
  if (place === null || text === null) return null;
  const [alongEnd, acrossEnd] = [place.along > length.value / 2, place.across > lanes.value.height / 2];
  const [right, bottom] = turned.value ? [acrossEnd, alongEnd] : [alongEnd, acrossEnd];
  const [x, y] = turned.value ? [place.across, place.along] : [place.along, place.across];
  const side = { [right ? "right" : "left"]: `calc(${right ? `100% - ${x}px` : `${x}px`} + 12px)` };
  const edge = { [bottom ? "bottom" : "top"]: `calc(${bottom ? `100% - ${y}px` : `${y}px`} + 12px)` };
  return (
    <p class="space-time-readout" aria-hidden="true" style={{ ...side, ...edge }}>
      {text}
    </p>
  );
}
