/** Parts of the page that are loaded when they are first shown, or when there is nothing else to do. */
import { signal } from "@preact/signals";
import type { FunctionComponent } from "preact";

/** A part that shows nothing until it is there. */
export interface LazyPart<Props> {
  readonly View: FunctionComponent<Props>;
  /** Loads it, once. */
  load(): void;
}

/** @param load imports the part */
export function lazyPart<Props>(load: () => Promise<FunctionComponent<Props>>): LazyPart<Props> {
  const loaded = signal<{ readonly View: FunctionComponent<Props> } | null>(null);
  let asked = false;
  const ask = () => {
    if (asked) return;
    asked = true;
    load().then(
      (View) => {
        loaded.value = { View };
      },
      () => {
        // Asked for again with the next look at it: the server may be back by then.
        asked = false;
      },
    );
  };
  return {
    load: ask,
    View: (props: Props) => {
      const part = loaded.value;
      if (part === null) {
        ask();
        return null;
      }
      // The types of Preact want to know that props are an object.
      return <part.View {...(props as Props & object)} />;
    },
  };
}
