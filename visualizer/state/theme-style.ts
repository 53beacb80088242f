/** The colours of a theme as custom properties, so that a tab's style sheet names inks as scenes do. */
import { type Ink, PALETTES, type Theme } from "../draw/palette.ts";

/** "--ink-data: #204DD8; …" for a `style` attribute. */
export function inkStyle(theme: Theme): string {
  // The keys of a palette are the inks.
  const inks = Object.keys(PALETTES[theme]) as Ink[];
  return inks.map((ink) => `--ink-${ink}: ${PALETTES[theme][ink]}`).join("; ");
}
