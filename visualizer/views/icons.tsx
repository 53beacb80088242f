/** Signs on buttons, drawn: no font is sure to have them. */

const PATHS = {
  play: "M5 3 L17 10 L5 17 Z",
  pause: "M4 3 H8 V17 H4 Z M12 3 H16 V17 H12 Z",
  next: "M6 4 L14 10 L6 16 Z",
  previous: "M14 4 L6 10 L14 16 Z",
  nextNotable: "M3 4 L10 10 L3 16 Z M10 4 L17 10 L10 16 Z",
  previousNotable: "M17 4 L10 10 L17 16 Z M10 4 L3 10 L10 16 Z",
  end: "M4 4 L13 10 L4 16 Z M14 4 H17 V16 H14 Z",
  start: "M16 4 L7 10 L16 16 Z M3 4 H6 V16 H3 Z",
  theme: "M10 2 A8 8 0 1 1 9.99 2 Z M10 4 V16 A6 6 0 0 0 10 4 Z",
} as const;

export type IconName = keyof typeof PATHS;

/** A sign in the colour of the text around it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="currentColor" fill-rule="evenodd" />
    </svg>
  );
}
