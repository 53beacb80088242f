/** The strip of checkpoints: a bar each, as high as it took long, and arrows to the restarts. */
import { useEffect, useRef } from "preact/hooks";
import { durationText, virtualTimeText } from "../event-time/time-text.ts";
import type { PageState } from "../page/page-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { checkpoints as texts } from "../text/checkpoints.ts";
import type { StripCheckpoint, StripItem } from "./strip.ts";

/** CSS px. */
const SLOT = 28;
const BARS = 64;
const ARCS = 24;
const LEAST = 4;
const SIGNS = { pending: "○", completed: "✓", failed: "✕", subsumed: "✓" } as const;

export function StripView({
  page,
  items,
  shown,
}: {
  readonly page: PageState;
  readonly items: readonly StripItem[];
  /** Checkpoint that is shown below. */
  readonly shown: number;
}) {
  const language = page.language.value;
  const box = useRef<HTMLDivElement>(null);
  const { length } = items;
  const followsNewest = items.findLast(({ kind }) => kind === "checkpoint") === items.find((item) => isOf(item, shown));
  useEffect(() => {
    // The newest one is in view when another has come, unless somebody looks at an older one.
    if (followsNewest) box.current?.scrollTo({ left: length * SLOT });
  }, [length, followsNewest]);
  const longest = items.reduce((most, item) => Math.max(most, item.kind === "checkpoint" ? item.duration : 0), 1);
  const arcs = items.some(({ kind }) => kind === "restore") ? ARCS : 4;
  return (
    <div ref={box} class="strip">
      <div
        class="strip-all"
        style={`width: ${Math.max(1, length) * SLOT}px; height: ${arcs + BARS + 40}px; --arcs: ${arcs}px`}
      >
        <svg class="strip-arcs" width={Math.max(1, length) * SLOT} height={arcs} aria-hidden="true">
          {items.map((item, at) =>
            item.kind === "restore" ? <Arc key={item.at} from={placeOf(items, item.checkpoint)} to={at} /> : null,
          )}
        </svg>
        <ol>
          {items.map((item) =>
            item.kind === "restore" ? (
              <li key={`restore ${item.at}`} class="strip-restore">
                <span aria-hidden="true">↺</span>
                <span class="for-reader">
                  {textOf(texts, language, "restart", item.checkpoint, virtualTimeText(item.at))}
                </span>
              </li>
            ) : (
              <li key={item.id}>
                <button
                  type="button"
                  class={`strip-bar ${item.status}`}
                  aria-pressed={item.id === shown}
                  aria-label={labelOf(item, language)}
                  title={labelOf(item, language)}
                  onClick={() => {
                    page.selection.value = { kind: "checkpoint", id: item.id };
                  }}
                >
                  <span class="sign" aria-hidden="true">
                    {SIGNS[item.status]}
                    {item.isSavepoint ? "⚑" : ""}
                  </span>
                  <i style={`height: ${LEAST + (item.duration / longest) * (BARS - LEAST)}px`} />
                  <span aria-hidden="true">{item.id}</span>
                </button>
              </li>
            ),
          )}
        </ol>
      </div>
      <p class="tab-muted strip-note">{textOf(texts, language, "stripNote", durationText(longest))}</p>
    </div>
  );
}

function isOf(item: StripItem, checkpoint: number): boolean {
  return item.kind === "checkpoint" && item.id === checkpoint;
}

function placeOf(items: readonly StripItem[], checkpoint: number): number {
  return items.findIndex((item) => isOf(item, checkpoint));
}

function Arc({ from, to }: { readonly from: number; readonly to: number }) {
  const x = (from + 0.5) * SLOT;
  const end = (to + 0.5) * SLOT;
  return (
    <g>
      <path d={`M${x},${ARCS} C${x},4 ${end},4 ${end},${ARCS - 4}`} />
      <path class="head" d={`M${end - 4},${ARCS - 8} L${end + 4},${ARCS - 8} L${end},${ARCS} Z`} />
    </g>
  );
}

function labelOf(item: StripCheckpoint, language: Language): string {
  const name = textOf(texts, language, item.isSavepoint ? "savepoint" : "checkpoint");
  return textOf(
    texts,
    language,
    "barLabel",
    name,
    item.id,
    textOf(texts, language, item.status),
    durationText(item.duration),
  );
}
