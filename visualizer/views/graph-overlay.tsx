/** Over the picture of the graph: buttons that a keyboard and a screen reader reach, and what is told of the one that is pointed at. */
import { type ReadonlySignal, type Signal, useComputed, useSignal } from "@preact/signals";
import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { hintOf } from "../graph/hint.ts";
import type { Box, GraphLayout } from "../graph/layout.ts";
import { isDirection } from "../graph/neighbour.ts";
import { nextTarget } from "../graph/target-order.ts";
import type { GraphTarget } from "../graph/targets.ts";
import type { PageState } from "../page/page-state.ts";
import { textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";

/** What the buttons stand for, and how large the picture is. */
export interface Places extends Pick<GraphLayout, "flow" | "width" | "height"> {
  readonly targets: readonly GraphTarget[];
}

const HINT_ID = "graph-hint";

/** One of the buttons is in the order of tabs; arrows lead from it to the others. @param pointed key of the target that a hint is told of */
export function GraphOverlay({
  page,
  places,
  pointed,
}: {
  readonly page: PageState;
  readonly places: ReadonlySignal<Places>;
  readonly pointed: Signal<string | null>;
}) {
  const group = useRef<HTMLFieldSetElement>(null);
  const current = useSignal("");
  const { targets, flow } = places.value;
  const reached = targets.some(({ key }) => key === current.value) ? current.value : targets[0]?.key;
  const selected = JSON.stringify(page.selection.value);
  useEscape(pointed);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (!isDirection(event.key) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const from = targets.findIndex(({ key }) => key === reached);
    event.preventDefault();
    event.stopPropagation();
    const target = targets[nextTarget(targets, from, event.key, flow)];
    if (target === undefined) return;
    group.current?.querySelector<HTMLButtonElement>(`[data-key="${CSS.escape(target.key)}"]`)?.focus();
  };
  const unpoint = (key: string) => {
    if (pointed.peek() === key) pointed.value = null;
  };
  return (
    <fieldset
      ref={group}
      class="graph-overlay"
      aria-label={textOf(graph, page.language.value, "label")}
      onKeyDown={onKeyDown}
    >
      {targets.map(({ key, box, label, selection }) => (
        <button
          key={key}
          type="button"
          data-key={key}
          // The canvas knows better which of many lines a pointer is on.
          class={selection.kind === "channel" ? "graph-channel" : undefined}
          aria-label={label}
          aria-pressed={JSON.stringify(selection) === selected}
          aria-describedby={selection.kind === "channel" && pointed.value === key ? HINT_ID : undefined}
          tabIndex={key === reached ? 0 : -1}
          style={{ left: `${box.x}px`, top: `${box.y}px`, width: `${box.w}px`, height: `${box.h}px` }}
          onFocus={({ currentTarget }) => {
            current.value = key;
            if (currentTarget.matches(":focus-visible")) pointed.value = key;
          }}
          onBlur={() => unpoint(key)}
          onPointerEnter={({ pointerType }) => {
            if (pointerType !== "touch") pointed.value = key;
          }}
          onPointerLeave={() => unpoint(key)}
          onClick={() => {
            page.selection.value = selection;
          }}
        />
      ))}
      <Hint page={page} places={places} pointed={pointed} />
    </fieldset>
  );
}

/** What is told can be sent away without moving away from what it is told of. */
function useEscape(pointed: Signal<string | null>): void {
  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === "Escape") pointed.value = null;
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [pointed]);
}

function Hint({
  page,
  places,
  pointed,
}: {
  readonly page: PageState;
  readonly places: ReadonlySignal<Places>;
  readonly pointed: ReadonlySignal<string | null>;
}) {
  const target = useComputed(() => places.value.targets.find(({ key }) => key === pointed.value));
  const text = useComputed(() => {
    if (target.value === undefined) return "";
    const { state } = page.view.value;
    const micros = page.reducedMotion.value ? state.micros : page.cursor.value.micros;
    return hintOf(target.value, { model: page.model.value, state, micros, language: page.language.value });
  });
  if (target.value === undefined || text.value === "") return null;
  return (
    <p id={HINT_ID} class="graph-hint" style={placeOf(target.value.box, places.value)}>
      {text}
    </p>
  );
}

const MOST_WIDTH = 280;
/** Px between a target and what is told of it. */
const AWAY = 7;

/** Below its target, above one in the lower half; always inside. */
function placeOf(box: Box, { width, height }: Places): Record<string, string> {
  const left = Math.max(4, Math.min(box.x, width - MOST_WIDTH - 4));
  const isBelow = box.y + box.h / 2 < height / 2;
  return {
    left: `${left}px`,
    "max-width": `${Math.min(MOST_WIDTH, width - 8)}px`,
    ...(isBelow ? { top: `${box.y + box.h + AWAY}px` } : { bottom: `${height - box.y + AWAY}px` }),
  };
}
