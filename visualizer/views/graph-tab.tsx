/** The Graph tab: the picture on a canvas, and over it what keyboards, screen readers and pointers reach. */
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { channelLines } from "../graph/channel-lines.ts";
import { creditsMarks } from "../graph/channels-scene.ts";
import { channelAt } from "../graph/hit.ts";
import { layoutGraph } from "../graph/layout.ts";
import { ModeMemory } from "../graph/mode-memory.ts";
import { type GraphScene, graphScene, wantedModes } from "../graph/scene.ts";
import { channelKey, targetsOf } from "../graph/targets.ts";
import type { PageState } from "../page/page-state.ts";
import { Canvas, type CanvasPointer, type Size } from "./canvas.tsx";
import { GraphOverlay, type Places } from "./graph-overlay.tsx";

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
  const pointed = useSignal<string | null>(null);
  const channelOf = (at: CanvasPointer): number => {
    const now = sceneOf(page, size.peek());
    const layout = layoutGraph(now.state, now.size, now.language);
    const lines = channelLines(now.state, layout);
    return channelAt(lines.values(), at, creditsMarks(now, layout, lines));
  };
  const onPointerDown = (at: CanvasPointer) => {
    const ch = channelOf(at);
    page.selection.value = ch < 0 ? null : { kind: "channel", ch };
  };
  const onPointerMove = (at: CanvasPointer, event: PointerEvent) => {
    if (event.pointerType === "touch") return;
    const ch = channelOf(at);
    pointed.value = ch < 0 ? null : channelKey(ch);
  };
  // What stands where and what it is called changes with events only, not with every picture.
  const seq = useComputed(() => page.cursor.value.seq);
  const places = useComputed((): Places => {
    void seq.value;
    const { width, height } = size.value;
    const view = page.view.peek();
    const language = page.language.value;
    if (width === 0 || view.state.vertices.size === 0) return { flow: "across", width, height, targets: [] };
    const layout = layoutGraph(view.state, { width, height }, language);
    const model = page.model.value;
    const targets = targetsOf(
      { model, state: view.state, rate: page.rate.value, selection: page.selection.value, language },
      layout,
    );
    return { flow: layout.flow, width, height: Math.max(height, layout.height), targets };
  });
  const scene = () => {
    if (size.value.width === 0) return [];
    const target = places.value.targets.find(({ key }) => key === pointed.value);
    const now = {
      ...sceneOf(page, size.value),
      ...(target?.selection.kind === "channel" ? { pointed: target.selection.ch } : {}),
    };
    // A picture that stands still is the same however one came to it.
    if (!page.playing.value) {
      memory.current.forget();
      return graphScene(now);
    }
    const lines = channelLines(now.state, layoutGraph(now.state, now.size, now.language));
    const wanted = wantedModes(now, lines, memory.current.modes);
    return graphScene({ ...now, modes: memory.current.settle(wanted, performance.now()) });
  };
  return (
    <div ref={frame} class="graph-tab">
      <div
        class="graph-content"
        style={{ height: `${places.value.height}px` }}
        onPointerLeave={() => {
          pointed.value = null;
        }}
      >
        <Canvas page={page} scene={scene} onPointerDown={onPointerDown} onPointerMove={onPointerMove} />
        <GraphOverlay page={page} places={places} pointed={pointed} />
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
