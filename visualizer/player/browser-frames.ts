import type { Frames } from "./player.ts";

/** Frames of the browser. */
export const browserFrames: Frames = (action) => {
  let last = performance.now();
  let id = requestAnimationFrame(function next(now) {
    action(now - last);
    last = now;
    id = requestAnimationFrame(next);
  });
  return () => cancelAnimationFrame(id);
};
