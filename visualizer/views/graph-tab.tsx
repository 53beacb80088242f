/** The Graph tab: the picture on a canvas, and over its cards and machines buttons that a keyboard and a screen reader reach. */
import { useComputed, useSignal } from "@preact/signals";
import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { channelLines } from "../graph/channel-lines.ts";
import { describeMachine, describeTask } from "../graph/describe.ts";
import { channelAt } from "../graph/hit.ts";
import { type Box, layoutGraph } from "../graph/layout.ts";
import { loadAt } from "../graph/load-bar.ts";
import { machineOf } from "../graph/machine-condition.ts";
import { ModeMemory } from "../graph/mode-memory.ts";
import { isDirection, neighbourOf } from "../graph/neighbour.ts";
import { type GraphScene, graphScene, wantedModes } from "../graph/scene.ts";
import type { PageState } from "../page/page-state.ts";
import type { Selection } from "../page/selection.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import { Canvas, type CanvasPointer, type Size } from "./canvas.tsx";

/** Fills the element around it; scrolls downwards where the graph is higher. */
export function GraphTab({ page }: { readonly page: PageState }) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useSignal<Size>({ width: 0, height: 0 });
  const memory = useRef(new ModeMemory());
  // A bar that appears would take width away, and with it could go the reason for it: the room for it is always kept.
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const measure = () => {
      size.value = { width: element.clientWidth, height: element.clientHeight };
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [size]);
  const scene = () => {
    if (size.value.width === 0) return [];
    const now = sceneOf(page, size.value);
    // A picture that stands still is the same however one came to it.
    if (!page.playing.value) {
      memory.current.forget();
      return graphScene(now);
    }
    const lines = channelLines(now.state, layoutGraph(now.state, now.size, now.language));
    const wanted = wantedModes(now, lines, memory.current.modes);
    return graphScene({ ...now, modes: memory.current.settle(wanted, performance.now()) });
  };
  const onPointerDown = (at: CanvasPointer) => {
    const { state } = page.view.peek();
    const ch = channelAt(channelLines(state, layoutGraph(state, size.peek(), page.language.peek())).values(), at);
    page.selection.value = ch < 0 ? null : { kind: "channel", ch };
  };
  // What stands where and what it is called changes with events only, not with every picture.
  const seq = useComputed(() => page.cursor.value.seq);
  const places = useComputed(() => {
    void seq.value;
    const { width, height } = size.value;
    const { state } = page.view.peek();
    if (width === 0 || state.vertices.size === 0) return { height, targets: [] };
    const layout = layoutGraph(state, { width, height }, page.language.value);
    return { height: Math.max(height, layout.height), targets: targetsOf(page, layout.cards, layout.machines) };
  });
  return (
    <div ref={frame} class="graph-tab">
      <div class="graph-content" style={{ height: `${places.value.height}px` }}>
        <Canvas page={page} scene={scene} onPointerDown={onPointerDown} />
        <Overlay page={page} targets={places.value.targets} language={page.language.value} />
      </div>
    </div>
  );
}

function sceneOf(page: PageState, size: Size): GraphScene {
  return {
    model: page.model.value,
    state: page.view.value.state,
    micros: page.cursor.value.micros,
    rate: page.rate.value,
    size,
    selection: page.selection.value,
    reducedMotion: page.reducedMotion.value,
    language: page.language.value,
  };
}

/** Something that a button stands for. */
interface Target {
  readonly key: string;
  readonly box: Box;
  readonly label: string;
  readonly selection: Selection;
}

function targetsOf(
  page: PageState,
  cards: readonly (Box & { readonly task: number })[],
  machines: readonly (Box & { readonly letter: string })[],
): Target[] {
  const { state } = page.view.peek();
  const { activities } = page.model.value;
  const language = page.language.value;
  const targets: Target[] = [];
  for (const card of cards) {
    const task = state.tasks.get(card.task);
    if (task === undefined) continue;
    const { vertex, subtask } = task;
    targets.push({
      key: `${vertex}/${subtask}`,
      box: card,
      label: describeTask(state, task, loadAt(activities, task.task, state.micros), language),
      selection: { kind: "subtask", vertex, subtask },
    });
  }
  for (const box of machines) {
    const machine = machineOf(state, box.letter);
    if (machine === undefined) continue;
    targets.push({
      key: `machine ${box.letter}`,
      box,
      label: describeMachine(state, machine, state.micros, language),
      selection: { kind: "machine", letter: box.letter },
    });
  }
  return targets;
}

/** One of the buttons is in the order of tabs; arrows lead from it to the others. */
function Overlay({
  page,
  targets,
  language,
}: {
  readonly page: PageState;
  readonly targets: readonly Target[];
  readonly language: Language;
}) {
  const group = useRef<HTMLFieldSetElement>(null);
  const current = useSignal("");
  const reached = targets.some(({ key }) => key === current.value) ? current.value : targets[0]?.key;
  const selected = JSON.stringify(page.selection.value);
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    if (!isDirection(event.key) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const from = targets.findIndex(({ key }) => key === reached);
    const to = neighbourOf(
      targets.map(({ box }) => box),
      from,
      event.key,
    );
    event.preventDefault();
    event.stopPropagation();
    const target = targets[to];
    if (target === undefined) return;
    current.value = target.key;
    group.current?.querySelector<HTMLButtonElement>(`[data-key="${CSS.escape(target.key)}"]`)?.focus();
  };
  return (
    <fieldset ref={group} class="graph-overlay" aria-label={textOf(graph, language, "label")} onKeyDown={onKeyDown}>
      {targets.map(({ key, box, label, selection }) => (
        <button
          key={key}
          type="button"
          data-key={key}
          aria-label={label}
          aria-pressed={JSON.stringify(selection) === selected}
          tabIndex={key === reached ? 0 : -1}
          style={{ left: `${box.x}px`, top: `${box.y}px`, width: `${box.w}px`, height: `${box.h}px` }}
          onFocus={() => {
            current.value = key;
          }}
          onClick={() => {
            page.selection.value = selection;
          }}
        />
      ))}
    </fieldset>
  );
}
