/** How large the panels around the stage are: as laid out, or as the visitor wants them. */

/** Panels with a border that can be moved. */
export type SizedPanel = "rail" | "inspector" | "diagram";

/** px: width of the panels beside the stage, height of the diagram; of those that are missing, as laid out. */
export type PanelSizes = Readonly<Partial<Record<SizedPanel, number>>>;

/** Of a window, px. */
export interface WindowSize {
  readonly width: number;
  readonly height: number;
}

export const SIZED_PANELS: readonly SizedPanel[] = ["rail", "inspector", "diagram"];
const LEAST: Readonly<Record<SizedPanel, number>> = { rail: 160, inspector: 220, diagram: 110 };
/** The stage stays at least so wide, px. */
const LEAST_STAGE = 420;
/** Of the window; the style sheet has the same. */
const MOST: Readonly<Record<SizedPanel, number>> = { rail: 0.3, inspector: 0.4, diagram: 0.6 };
/** What is above and below stage and diagram, and the least of the stage, px. */
const OTHER_HEIGHT = 128 + 240;
/** Below this width there is less room for all, px. */
const WIDE = 1200;

/** Size as laid out, px; the style sheet has the same. */
export function sizeAsLaidOut(panel: SizedPanel, { width }: WindowSize): number {
  if (panel === "diagram") return 212;
  if (panel === "rail") return width < WIDE ? 200 : 248;
  return width < WIDE ? 280 : 344;
}

/** The least and the most that a panel can have beside the others, px. */
export function sizeLimits(panel: SizedPanel, sizes: PanelSizes, window: WindowSize): readonly [number, number] {
  const least = LEAST[panel];
  if (panel === "diagram")
    return [least, Math.max(least, Math.min(window.height * MOST.diagram, window.height - OTHER_HEIGHT))];
  const other = panel === "rail" ? "inspector" : "rail";
  const others = sizes[other] ?? sizeAsLaidOut(other, window);
  return [least, Math.max(least, Math.min(window.width * MOST[panel], window.width - others - LEAST_STAGE))];
}

/** The sizes with a panel as large as it is wanted, as far as that can be. */
export function resized(sizes: PanelSizes, panel: SizedPanel, px: number, window: WindowSize): PanelSizes {
  const [least, most] = sizeLimits(panel, sizes, window);
  return { ...sizes, [panel]: Math.round(Math.min(most, Math.max(least, px))) };
}

/** Reads what was kept; what is none of it is left out. */
export function readPanelSizes(text: string | null): PanelSizes {
  try {
    const read: unknown = JSON.parse(text ?? "{}");
    if (typeof read !== "object" || read === null) return {};
    const sizes: Partial<Record<SizedPanel, number>> = {};
    for (const panel of SIZED_PANELS) {
      const px: unknown = Reflect.get(read, panel);
      if (typeof px === "number" && px >= LEAST[panel] && px < 10_000) sizes[panel] = px;
    }
    return sizes;
  } catch {
    return {};
  }
}
