/** Where the arrow keys lead among boxes. */
import type { Box } from "./layout.ts";

export type Direction = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** How much more a step aside costs than one ahead. */
const ASIDE = 2;

/** Index of the nearest box in a direction; the present one if there is none. */
export function neighbourOf(boxes: readonly Box[], present: number, direction: Direction): number {
  const here = boxes[present];
  if (here === undefined) return present;
  const middle = ({ x, y, w, h }: Box) => ({ x: x + w / 2, y: y + h / 2 });
  const from = middle(here);
  let nearest = present;
  let least = Number.POSITIVE_INFINITY;
  boxes.forEach((box, i) => {
    const to = middle(box);
    const dx = to.x - from.x;
    const dy = to.y - from.y;
    const [ahead, aside] =
      direction === "ArrowLeft"
        ? [-dx, dy]
        : direction === "ArrowRight"
          ? [dx, dy]
          : direction === "ArrowUp"
            ? [-dy, dx]
            : [dy, dx];
    const cost = ahead + ASIDE * Math.abs(aside);
    if (ahead <= 0.5 || cost >= least) return;
    nearest = i;
    least = cost;
  });
  return nearest;
}

export function isDirection(key: string): key is Direction {
  return key === "ArrowLeft" || key === "ArrowRight" || key === "ArrowUp" || key === "ArrowDown";
}
