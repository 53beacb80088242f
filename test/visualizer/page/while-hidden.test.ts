import { describe, expect, it } from "vitest";
import { createPageState } from "../../../visualizer/page/page-state.ts";
import { pauseWhileHidden } from "../../../visualizer/page/while-hidden.ts";
import { Player } from "../../../visualizer/player/player.ts";
import { modelOf } from "../support/model.ts";

function hideablePage() {
  const page = createPageState(modelOf("watermark"));
  const player = new Player(page, () => () => {});
  player.onTraceChanged();
  let listener = () => {};
  const document = {
    hidden: false,
    addEventListener: (_type: string, given: () => void) => {
      listener = given;
    },
  };
  pauseWhileHidden(document, page, player);
  const setHidden = (hidden: boolean) => {
    document.hidden = hidden;
    listener();
  };
  return { page, player, setHidden };
}

describe("a page that nobody sees", () => {
  it("stands still, and goes on from the same moment when it is seen again", () => {
    const { page, player, setHidden } = hideablePage();
    player.seekMicros(1_500_000);
    player.play();
    setHidden(true);
    const { cursor } = page;
    const left = cursor.value;
    player.frame(60_000);
    expect([page.playing.value, cursor.value]).toEqual([false, left]);
    setHidden(false);
    expect([page.playing.value, cursor.value]).toEqual([true, left]);
  });

  it("does not begin to play by being looked at", () => {
    const { page, player, setHidden } = hideablePage();
    player.seekMicros(1_500_000);
    setHidden(true);
    setHidden(false);
    expect(page.playing.value).toBe(false);
  });
});
