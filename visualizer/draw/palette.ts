/** Colours by meaning, for both themes; a test holds them apart for all kinds of colour vision. */

/** Families: records and state, event time, checkpoints and transactions, buffers and credits, failures, explanations; and the page. */
export type Ink =
  | "data"
  | "time"
  | "snap"
  | "flow"
  | "fail"
  | "cause"
  | "surface"
  | "panel"
  | "text"
  | "muted"
  | "line"
  | "line-strong";

export type Theme = "light" | "dark";
export type Palette = Readonly<Record<Ink, string>>;

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    data: "#204DD8",
    time: "#129E9C",
    snap: "#D2770E",
    flow: "#4E4E50",
    fail: "#870203",
    cause: "#38074C",
    surface: "#FFFFFF",
    panel: "#F2F5F9",
    text: "#16202C",
    muted: "#55606E",
    line: "#8793A1",
    "line-strong": "#6B7785",
  },
  dark: {
    data: "#0D7AEF",
    time: "#7FEBBC",
    snap: "#FCA709",
    flow: "#8A8A8B",
    fail: "#D73E43",
    cause: "#DEC0FE",
    surface: "#12161C",
    panel: "#1C232D",
    text: "#E8EDF3",
    muted: "#A7B1BF",
    line: "#6B7686",
    "line-strong": "#8391A3",
  },
};
