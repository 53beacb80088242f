import { describe, expect, it } from "vitest";
import { foldEvent } from "../../visualizer/fold/fold-event.ts";
import { Folder } from "../../visualizer/fold/folder.ts";
import { ViewState } from "../../visualizer/fold/view-state.ts";
import { modelOf } from "./support/model.ts";

/** Everything in a state but what only serves its copying. */
function contentsOf(state: ViewState): string {
  return JSON.stringify(state, (name, value: unknown) => {
    if (name === "edition") return undefined;
    if (value instanceof Map) return [...value];
    return value;
  });
}

describe("seeking", () => {
  it.each(["recovery", "second-crash", "word-count"])(
    "comes to what playing comes to, at 200 moments of %s",
    (name) => {
      const { store } = modelOf(name);
      const wanted = new Map<number, string>();
      const seqs: number[] = [];
      for (let n = 0, h = 1; n < 200; n++) {
        h = (Math.imul(h, 1664525) + 1013904223) >>> 0;
        seqs.push(h % store.count);
      }
      const chosen = new Set(seqs);
      const played = new ViewState();
      for (let seq = 0; seq < store.count; seq++) {
        foldEvent(played, store, seq);
        if (chosen.has(seq)) wanted.set(seq, contentsOf(played));
      }
      const folder = new Folder(store, 64);
      for (const seq of seqs) expect(contentsOf(folder.seek(seq)), `event ${seq}`).toBe(wanted.get(seq));
    },
  );
});
