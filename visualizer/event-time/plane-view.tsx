/** The canvas of the event-time plane: a click selects what it hits, a drag or a key shows a part of event time. */
import { useMemo, useRef } from "preact/hooks";
import type { PageState } from "../page/page-state.ts";
import { textOf } from "../text/catalogue.ts";
import { eventTime } from "../text/event-time.ts";
import { Canvas } from "../views/canvas.tsx";
import type { PlaneSight } from "./plane-sight.ts";
import type { TimeBrush } from "./time-brush.ts";
import { eventTimeText } from "./time-text.ts";

export function Plane({ page, sight }: { readonly page: PageState; readonly sight: PlaneSight }) {
  const { brush } = sight;
  const surface = useRef<HTMLDivElement>(null);
  const at = useMemo(
    () => (event: PointerEvent) => {
      const { left, top } = surface.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
      return { x: event.clientX - left, y: event.clientY - top };
    },
    [],
  );
  return (
    <div
      ref={surface}
      class="plane-surface"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keys that show a part of event time.
      tabIndex={0}
      role="application"
      aria-label={textOf(eventTime, page.language.value, "plane")}
      aria-description={textOf(eventTime, page.language.value, "brushHelp")}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !brush.press(event.key)) return;
        event.preventDefault();
        event.stopPropagation();
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        brush.down(at(event).x);
      }}
      onPointerMove={(event) => brush.move(at(event).x)}
      onPointerUp={(event) => {
        const { x, y } = at(event);
        if (brush.up()) sight.pick(x, y);
      }}
      onPointerCancel={() => brush.cancel()}
    >
      <Canvas
        page={page}
        scene={(size) => {
          sight.size = size;
          return sight.scene();
        }}
      />
    </div>
  );
}

/** What part of event time is shown, and a way back; nothing while all of it is. */
export function BrushedRange({ page, brush }: { readonly page: PageState; readonly brush: TimeBrush }) {
  const range = brush.range.value;
  const language = page.language.value;
  if (range === null) return null;
  const text = (ms: number) => eventTimeText(Math.round(ms));
  return (
    <span class="plane-range" role="status">
      {textOf(eventTime, language, "narrowed", text(range.from), text(range.to))}
      <button type="button" onClick={() => brush.reset()}>
        {textOf(eventTime, language, "showAll")}
      </button>
    </span>
  );
}
