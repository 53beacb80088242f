import { describe, expect, it } from "vitest";
import type { TraceStore } from "../../../visualizer/trace/trace-store.ts";
import { momentsOf } from "../graph/support/moments.ts";
import { graphModel } from "../graph/support/slow.ts";

/** What each channel between processes has of credits after event `last`, counted from its beginning. */
function creditsOf(store: TraceStore, last: number): Map<number, { free: number; spent: number }> {
  const exclusive = new Map<string, number>();
  const credits = new Map<number, { free: number; spent: number }>();
  const add = (ch: number, free: number, spent: number) => {
    const own = credits.get(ch);
    if (own !== undefined) credits.set(ch, { free: own.free + free, spent: own.spent + spent });
  };
  for (let seq = 0; seq <= last; seq++) {
    const kind = store.kind(seq);
    const ch = store.ch(seq);
    if (kind === "edge.def") exclusive.set(String(store.ext(seq)?.id), Number(store.ext(seq)?.exclusiveBuffers));
    if (kind === "chan.def" && store.ext(seq)?.local !== true)
      credits.set(ch, { free: exclusive.get(String(store.ext(seq)?.edge)) ?? Number.NaN, spent: 0 });
    if (kind === "buf.send" && store.ext(seq)?.data === true) add(ch, -1, 1);
    if (kind === "buf.recycle") add(ch, 0, -1);
    if (kind === "credit.grant") add(ch, store.a(seq), 0);
  }
  return credits;
}

describe("credits", () => {
  it.each(["word-count", "slow"])("of %s are those granted less those spent, at 100 moments", (name) => {
    const { store, folder } = graphModel(name);
    let most = 0;
    let none = 0;
    for (const micros of momentsOf(store, 100)) {
      const seq = store.seqAt(micros);
      const wanted = creditsOf(store, seq);
      for (const { ch, local, credits } of folder.seek(seq).channels.values()) {
        expect(local && credits !== null, "what stays in a process needs no credit").toBe(false);
        if (credits === null) continue;
        expect(credits, `channel ${ch} at ${micros}`).toEqual(wanted.get(ch));
        expect(credits.free).toBeGreaterThanOrEqual(0);
        most = Math.max(most, credits.free + credits.spent);
        if (credits.free === 0) none++;
      }
    }
    expect(most).toBeGreaterThanOrEqual(2);
    if (name === "slow") expect(none).toBeGreaterThan(0);
  });
});
