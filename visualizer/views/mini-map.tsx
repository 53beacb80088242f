/** The mini-map: the whole run on one strip. Dragging over it scrubs; it is a slider for keys and screen readers. */
import { useComputed } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { PALETTES } from "../draw/palette.ts";
import type { PageState } from "../page/page-state.ts";
import { mapPointerScene, mapRange, mapScene } from "../space-time/map-scene.ts";
import { Scrubber } from "../space-time/scrubber.ts";
import { momentAt, momentText } from "../space-time/time-scale.ts";
import { viewportOf } from "../space-time/viewport.ts";
import { textOf } from "../text/catalogue.ts";
import { spaceTime } from "../text/space-time.ts";
import { Canvas } from "./canvas.tsx";

export function MiniMap({ page }: { readonly page: PageState }) {
  const strip = useRef<HTMLDivElement>(null);
  const scrubber = useMemo(
    () =>
      new Scrubber(
        (micros) => {
          const { store } = page.model.value;
          const into = Math.max(0, Math.min(Math.round(micros), store.endMicros));
          page.cursor.value = { micros: into, seq: store.seqAt(into) };
        },
        (next) => requestAnimationFrame(next),
      ),
    [page],
  );
  useEffect(() => () => scrubber.stop(), [scrubber]);
  // Told in hundredths: while playing, the document changes at most so often.
  const percent = useComputed(() => {
    page.grown.value;
    return Math.round((100 * page.cursor.value.micros) / Math.max(1, page.model.value.store.endMicros));
  });
  const language = page.language.value;
  const { endMicros } = page.model.value.store;
  const at = percent.value;
  const scrubTo = (event: PointerEvent): void => {
    const bounds = strip.current?.getBoundingClientRect();
    if (bounds !== undefined)
      scrubber.to(momentAt(mapRange(page.model.value), bounds.width, event.clientX - bounds.left));
  };
  return (
    <div
      ref={strip}
      class="mini-map"
      style={Object.fromEntries(
        Object.entries(PALETTES[page.theme.value]).map(([ink, colour]) => [`--ink-${ink}`, colour]),
      )}
      role="slider"
      tabIndex={0}
      aria-label={textOf(spaceTime, language, "miniMap")}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={at}
      aria-valuetext={textOf(
        spaceTime,
        language,
        "moment",
        momentText(page.cursor.peek().micros),
        momentText(endMicros),
      )}
      onKeyDown={(event) => {
        const target = scrubKey(event.key, page.cursor.value.micros, page.model.value.store.endMicros);
        if (target === null || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        event.stopPropagation();
        scrubber.now(target);
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        scrubTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) scrubTo(event);
      }}
    >
      <SimulatedSoFar page={page} />
      <div class="space-time-layer">
        <Canvas
          page={page}
          scene={({ width, height }) => {
            page.grown.value;
            return mapScene(page.model.value, width, height);
          }}
        />
      </div>
      <div class="space-time-layer">
        <Canvas
          page={page}
          scene={({ width, height }) => {
            page.grown.value;
            const { axis, visible } = viewportOf(page);
            return mapPointerScene(page.model.value, width, height, {
              visible: axis.value === "time" ? visible.value : null,
              focus: page.focus.value,
              cursor: page.cursor.value.micros,
            });
          }}
        />
      </div>
    </div>
  );
}

/** While the simulation goes on: a thin line over what there is of the run. In words it is told beside the moment. */
function SimulatedSoFar({ page }: { readonly page: PageState }) {
  void page.grown.value;
  const model = page.model.value;
  if (model.end !== null) return null;
  return <i class="map-progress" style={{ width: `${(100 * model.store.endMicros) / mapRange(model).to}%` }} />;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  PageDown: -0.1,
  PageUp: 0.1,
};

/** The moment that a key asks for, µs; null if it asks for none. */
function scrubKey(key: string, micros: number, endMicros: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return endMicros;
  const step = STEPS[key];
  return step === undefined ? null : micros + step * endMicros;
}
