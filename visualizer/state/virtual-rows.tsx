/** A long list of which only the rows in view are in the document. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Rows beyond the view on either side, so that scrolling does not show gaps. */
const SPARE = 6;
/** Narrower than this, CSS px, a row has two lines. */
const NARROW = 900;
const ROW = 28;
const TWO_LINES = 50;

export function VirtualRows({
  count,
  label,
  head,
  row,
}: {
  readonly count: number;
  readonly label: string;
  /** Row of headings. */
  readonly head: ComponentChildren;
  /** The row at a position; it sets the style that places it. */
  readonly row: (at: number, style: string) => ComponentChildren;
}) {
  const box = useRef<HTMLDivElement>(null);
  const top = useSignal(0);
  const height = useSignal(400);
  const rowHeight = useSignal(ROW);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(([{ contentRect }]) => {
      height.value = contentRect.height;
      rowHeight.value = contentRect.width < NARROW ? TWO_LINES : ROW;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [height, rowHeight]);
  const each = rowHeight.value;
  const first = Math.max(0, Math.floor(top.value / each) - SPARE);
  const last = Math.min(count, Math.ceil((top.value + height.value) / each) + SPARE);
  const rows: ComponentChildren[] = [];
  for (let at = first; at < last; at++) rows.push(row(at, `top: ${at * each}px; height: ${each}px`));
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by themselves, which a table does not allow.
    <div class="rows" role="table" aria-label={label} aria-rowcount={count + 1}>
      {head}
      {/* biome-ignore lint/a11y/useSemanticElements: as above. */}
      <div
        ref={box}
        class="rows-view"
        role="rowgroup"
        onScroll={(event) => {
          top.value = event.currentTarget.scrollTop;
        }}
      >
        <div class="rows-all" style={`height: ${count * each}px`} role="presentation">
          {rows}
        </div>
      </div>
    </div>
  );
}
