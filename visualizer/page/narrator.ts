/** Tells in words what happens at the cursor, as somebody who only hears the page follows it: no more than can be heard. */
import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { sentence } from "../explain/sentence.ts";
import { textOf } from "../text/catalogue.ts";
import { narrationText } from "../text/narration.ts";
import { secondsText } from "./context.ts";
import type { PageState } from "./page-state.ts";

/** While playing something is told at most so often. */
const PLAYING_MS = 2000;
/** Whoever steps quickly or scrubs is told where they come to rest. */
const RESTING_MS = 150;

/** Calls back once after some ms; gives what ends it. */
export type Later = (action: () => void, ms: number) => () => void;

/** What is told, changing with the cursor. */
export function narrator(page: PageState, later: Later): ReadonlySignal<string> {
  const told = signal("");
  let toldSeq = -1;
  let stop: (() => void) | null = null;
  let isForPlaying = false;
  const tell = (isPlaying: boolean) => {
    stop = null;
    const { seq, micros } = page.cursor.peek();
    const from = toldSeq;
    toldSeq = seq;
    told.value = isPlaying ? (playedText(page, from, seq) ?? told.peek()) : stepText(page, seq, micros);
  };
  effect(() => {
    void page.cursor.value;
    void page.language.value;
    void page.model.value;
    const isPlaying = page.playing.value;
    // While playing the first to ask is heard, else the last.
    if (stop !== null && isPlaying && isForPlaying) return;
    stop?.();
    isForPlaying = isPlaying;
    stop = later(() => tell(isPlaying), isPlaying ? PLAYING_MS : RESTING_MS);
  });
  return told;
}

/** The event that the run stands at. */
function stepText({ model, language }: PageState, seq: number, micros: number): string {
  const { store } = model.peek();
  if (seq >= 0 && seq < store.count)
    return `${textOf(narrationText, language.peek(), "at", secondsText(store.t(seq)))} ${sentence(store, seq, language.peek())}`;
  return store.count === 0 ? "" : textOf(narrationText, language.peek(), "beforeAll", secondsText(micros));
}

/** The last notable event since `from`, and how many were before it; null if there was none. */
function playedText({ model, language }: PageState, from: number, seq: number): string | null {
  const { store, notable } = model.peek();
  const last = notable.before(seq + 1);
  if (last <= from || last < 0) return null;
  const others = notable.countBetween(from, last) - 1;
  const text = `${textOf(narrationText, language.peek(), "at", secondsText(store.t(last)))} ${sentence(store, last, language.peek())}`;
  return others === 0 ? text : `${text} ${textOf(narrationText, language.peek(), "others", others)}`;
}
