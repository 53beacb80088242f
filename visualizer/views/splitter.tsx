/** The border between the stage and a panel: dragged, or moved with the arrow keys; a double click lays it out anew. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type PageContext, say } from "../page/context.ts";
import { keep } from "../page/kept.ts";
import { type PanelSizes, resized, type SizedPanel, sizeAsLaidOut, sizeLimits } from "../page/panel-sizes.ts";
import { textOf } from "../text/catalogue.ts";
import { splitterText } from "../text/splitter.ts";

const STEP_PX = 16;
/** Keys that make a panel larger and smaller. */
const KEYS: Readonly<Record<SizedPanel, readonly [string, string]>> = {
  rail: ["ArrowRight", "ArrowLeft"],
  inspector: ["ArrowLeft", "ArrowRight"],
  diagram: ["ArrowUp", "ArrowDown"],
};

export function Splitter({ context, panel }: { readonly context: PageContext; readonly panel: SizedPanel }) {
  const { page, panelSizes } = context;
  const window = useWindowSize().value;
  const sizes = panelSizes.value;
  const [least, most] = sizeLimits(panel, sizes, window);
  const px = sizes[panel] ?? sizeAsLaidOut(panel, window);
  const set = (next: PanelSizes) => {
    panelSizes.value = next;
    keep("panel-sizes", Object.keys(next).length === 0 ? null : JSON.stringify(next));
  };
  const reset = () => {
    const { [panel]: _size, ...others } = sizes;
    set(others);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved.
    <div
      class={`splitter splitter-${panel}`}
      role="separator"
      tabIndex={0}
      aria-orientation={panel === "diagram" ? "horizontal" : "vertical"}
      aria-label={textOf(splitterText, page.language.value, "size", say(page, PANEL_NAMES[panel]))}
      aria-valuemin={least}
      aria-valuemax={Math.round(most)}
      aria-valuenow={Math.min(px, Math.round(most))}
      title={textOf(splitterText, page.language.value, "hint")}
      onDblClick={reset}
      onKeyDown={(event) => {
        const [larger, smaller] = KEYS[panel];
        const wanted: Readonly<Record<string, number>> = {
          [larger]: px + STEP_PX,
          [smaller]: px - STEP_PX,
          Home: least,
          End: most,
        };
        if (event.key === "Enter") reset();
        else if (event.key in wanted) set(resized(sizes, panel, wanted[event.key], window));
        else return;
        event.preventDefault();
      }}
      onPointerDown={(event) => {
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const edge = document.querySelector(PANEL_ELEMENTS[panel])?.getBoundingClientRect();
        if (edge === undefined) return;
        const dragged = {
          rail: event.clientX - edge.left,
          inspector: edge.right - event.clientX,
          diagram: edge.bottom - event.clientY,
        };
        set(resized(sizes, panel, dragged[panel], window));
      }}
    />
  );
}

const PANEL_NAMES = { rail: "tours", inspector: "inspector", diagram: "diagram" } as const;
const PANEL_ELEMENTS: Readonly<Record<SizedPanel, string>> = {
  rail: ".rail",
  inspector: ".panel-inspector",
  diagram: ".panel-diagram",
};

function useWindowSize(): Signal<{ readonly width: number; readonly height: number }> {
  const size = useSignal({ width: innerWidth, height: innerHeight });
  useEffect(() => {
    const take = () => {
      size.value = { width: innerWidth, height: innerHeight };
    };
    addEventListener("resize", take);
    return () => removeEventListener("resize", take);
  }, [size]);
  return size;
}
