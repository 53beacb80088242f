/** A page that nobody sees stands still, and goes on where it was when it is seen again: no burst, and no time lost. */
import type { Player } from "../player/player.ts";
import type { PageState } from "./page-state.ts";

/** What of a document is listened to. */
export interface Visibility {
  readonly hidden: boolean;
  addEventListener(type: "visibilitychange", listener: () => void): void;
}

/** Pauses while the document is hidden. */
export function pauseWhileHidden(document: Visibility, { playing }: PageState, player: Player): void {
  let wasPlaying = false;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      wasPlaying = playing.peek();
      if (wasPlaying) player.pause();
    } else if (wasPlaying) {
      wasPlaying = false;
      player.play();
    }
  });
}
