/** The canvases of the diagram: the axis and the lanes, with what pointers and keys do there. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { textOf } from "../text/catalogue.ts";
import { spaceTime } from "../text/space-time.ts";
import { Canvas } from "../views/canvas.tsx";
import type { Diagram } from "./diagram.ts";
import { LaneGestures, placeIn, pressKey } from "./gestures.ts";
import { axisScene, pointerScene } from "./scene.ts";

/** Dragging it moves the visible stretch. */
export function Axis({ diagram }: { readonly diagram: Diagram }) {
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

/** The lanes themselves: what stands still on one canvas, what moves on another. */
export function Plot({ diagram }: { readonly diagram: Diagram }) {
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
