/** A canvas that shows a scene: painted again whenever a signal that the scene reads changes, or its size. */
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { paint } from "../draw/painter.ts";
import { PALETTES } from "../draw/palette.ts";
import type { DrawList } from "../draw/primitives.ts";
import { type Band, visibleIn } from "../draw/visible.ts";
import type { PageState } from "../page/page-state.ts";

/** Size in CSS px. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A pointer over the canvas, in CSS px from its corner. */
export interface CanvasPointer {
  readonly x: number;
  readonly y: number;
}

const MOST_PIXELS_PER_PX = 2;

/**
 * Fills the element around it. What it shows has a twin in the document: the canvas itself is hidden from assistive
 * technology.
 * @param scene gives what is drawn; the signals that it reads decide when it is asked again
 */
export function Canvas({
  page,
  scene,
  onPointerDown,
  onPointerMove,
  onDoubleClick,
}: {
  readonly page: PageState;
  readonly scene: (size: Size) => DrawList;
  readonly onPointerDown?: (at: CanvasPointer, event: PointerEvent) => void;
  readonly onPointerMove?: (at: CanvasPointer, event: PointerEvent) => void;
  readonly onDoubleClick?: (at: CanvasPointer) => void;
}) {
  const element = useRef<HTMLCanvasElement>(null);
  const size = useSignal<Size>({ width: 0, height: 0 });
  const scrolled = useSignal(0);
  useEffect(() => {
    const canvas = element.current;
    if (canvas === null) return;
    const observer = new ResizeObserver(([{ contentRect }]) => {
      size.value = { width: Math.floor(contentRect.width), height: Math.floor(contentRect.height) };
    });
    observer.observe(canvas.parentElement ?? canvas);
    // Scrolling does not bubble, but it can be caught on the way down.
    const onScroll = () => {
      scrolled.value++;
    };
    addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => {
      observer.disconnect();
      removeEventListener("scroll", onScroll, { capture: true });
    };
  }, [size, scrolled]);
  useSignalEffect(() => {
    const canvas = element.current;
    const { width, height } = size.value;
    const context = canvas?.getContext("2d") ?? null;
    if (canvas === null || context === null || width === 0 || height === 0) return;
    const ratio = page.simplified.value ? 1 : Math.min(devicePixelRatio, MOST_PIXELS_PER_PX);
    if (canvas.width !== width * ratio || canvas.height !== height * ratio) {
      canvas.width = width * ratio;
      canvas.height = height * ratio;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    void scrolled.value;
    const list = scene({ width, height });
    const band = bandOf(canvas, height);
    paint(context, band === null ? list : visibleIn(list, band), PALETTES[page.theme.value]);
  });
  const at = (event: MouseEvent): CanvasPointer => ({ x: event.offsetX, y: event.offsetY });
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus, and its twin in the document does.
    <canvas
      ref={element}
      aria-hidden="true"
      class="scene"
      style={{ width: `${size.value.width}px`, height: `${size.value.height}px` }}
      onPointerDown={onPointerDown && ((event) => onPointerDown(at(event), event))}
      onPointerMove={onPointerMove && ((event) => onPointerMove(at(event), event))}
      onDblClick={onDoubleClick && ((event) => onDoubleClick(at(event)))}
    />
  );
}

/** The part of a high canvas that can be seen; null if all of it can be. */
function bandOf(canvas: HTMLCanvasElement, height: number): Band | null {
  const frame = frameOf(canvas);
  const [from, to] = frame === null ? [0, innerHeight] : [frame.top, frame.bottom];
  if (height <= to - from) return null;
  const { top } = canvas.getBoundingClientRect();
  return { top: Math.max(0, from) - top, bottom: Math.min(innerHeight, to) - top };
}

/** What a canvas is scrolled in, if it is in anything but the window. */
function frameOf(canvas: HTMLCanvasElement): DOMRect | null {
  for (let parent = canvas.parentElement; parent !== null; parent = parent.parentElement)
    if (parent.scrollHeight > parent.clientHeight && getComputedStyle(parent).overflowY !== "visible")
      return parent.getBoundingClientRect();
  return null;
}
