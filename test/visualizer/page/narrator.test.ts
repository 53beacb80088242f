import { describe, expect, it } from "vitest";
import { sentence } from "../../../visualizer/explain/sentence.ts";
import { narrator } from "../../../visualizer/page/narrator.ts";
import { createPageState } from "../../../visualizer/page/page-state.ts";
import { Player } from "../../../visualizer/player/player.ts";
import { modelOf } from "../support/model.ts";

/** A page with a narrator, and a clock of the test's own. */
function narratedPage() {
  const page = createPageState(modelOf("recovery"));
  const player = new Player(page, () => () => {});
  player.onTraceChanged();
  let now = 0;
  let due = null as { readonly at: number; readonly action: () => void } | null;
  const told = narrator(page, (action, ms) => {
    const mine = { at: now + ms, action };
    due = mine;
    return () => {
      if (due === mine) due = null;
    };
  });
  const heard: string[] = [];
  told.subscribe((text) => {
    if (text !== "") heard.push(text);
  });
  const wait = (ms: number) => {
    now += ms;
    if (due === null || due.at > now) return;
    const { action } = due;
    due = null;
    action();
  };
  return { page, player, heard, wait, isWaiting: () => due !== null };
}

describe("the narrator", () => {
  it("tells each event that is stepped to, with its time, in the language of the page", () => {
    const { page, player, heard, wait } = narratedPage();
    const { store } = page.model.value;
    player.seekSeq(199);
    wait(200);
    player.step("event", 1);
    wait(200);
    page.language.value = "zh";
    wait(200);
    expect(heard.length).toBe(3);
    expect(heard[0]).toContain(sentence(store, 199, "en"));
    expect(heard[1]).toBe(
      `${(store.t(200) / 1e6).toFixed(store.t(200) % 1000 === 0 ? 3 : 6)} s: ${sentence(store, 200, "en")}`,
    );
    expect(heard[2]).toContain(sentence(store, 200, "zh"));
  });

  it("tells only where a hurried visitor comes to rest", () => {
    const { page, player, heard, wait, isWaiting } = narratedPage();
    wait(200);
    heard.length = 0;
    for (let seq = 300; seq < 330; seq++) {
      player.seekSeq(seq);
      wait(10);
    }
    expect(heard).toEqual([]);
    wait(200);
    expect(heard.length).toBe(1);
    expect(heard[0]).toContain(sentence(page.model.value.store, 329, "en"));
    expect(isWaiting()).toBe(false);
  });

  it("tells a playing run every two seconds at the most: its last notable event and how many were before", () => {
    const { page, player, heard, wait } = narratedPage();
    wait(200);
    heard.length = 0;
    player.seekMicros(1_000_000);
    player.setRate(400_000);
    page.skipIdle.value = false;
    player.play();
    const times: number[] = [];
    for (let ms = 0; ms < 10_000; ms += 20) {
      player.frame(20);
      const { length } = heard;
      wait(20);
      if (heard.length > length) times.push(ms);
    }
    expect(times.length).toBeGreaterThan(2);
    for (const [i, ms] of times.entries()) expect(ms - (times[i - 1] ?? -20)).toBeGreaterThanOrEqual(2000);
    expect(heard.some((text) => /Notable before it: \d+\./.test(text))).toBe(true);
    const { store, notable } = page.model.value;
    const sentences = new Set(notable.seqs.map((seq) => sentence(store, seq, "en")));
    for (const text of heard)
      expect(sentences).toContain(text.replace(/^[\d.]+ s: /, "").replace(/ Notable before it: \d+\.$/, ""));
  });
});
