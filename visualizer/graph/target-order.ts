/** Where the arrow keys lead among the targets of the graph: along the flow from a card to its channels and to the cards at their ends. */
import type { GraphLayout } from "./layout.ts";
import { type Direction, neighbourOf } from "./neighbour.ts";
import type { GraphTarget } from "./targets.ts";

/** Index of the target that an arrow leads to; the present one if there is none in that direction. */
export function nextTarget(
  targets: readonly GraphTarget[],
  present: number,
  direction: Direction,
  flow: GraphLayout["flow"],
): number {
  const here = targets[present];
  if (here === undefined) return present;
  const ahead = direction === (flow === "across" ? "ArrowRight" : "ArrowDown");
  const back = direction === (flow === "across" ? "ArrowLeft" : "ArrowUp");
  const isChannel = (target: GraphTarget) => target.ends !== undefined;
  const among = (is: (target: GraphTarget) => boolean): number => {
    const indices = targets.flatMap((target, i) => (i === present || is(target) ? [i] : []));
    const boxes = indices.map((i) => targets[i].box);
    return indices[neighbourOf(boxes, indices.indexOf(present), direction)];
  };
  const find = (is: (target: GraphTarget) => boolean): number => {
    const found = targets.findIndex(is);
    return found < 0 ? present : found;
  };
  let next = present;
  if (here.ends !== undefined) {
    const [from, to] = here.ends;
    next = ahead ? find(({ key }) => key === to) : back ? find(({ key }) => key === from) : among(isChannel);
  } else if (here.card !== undefined) {
    if (direction === "ArrowUp") return find(({ key }) => key === here.card);
    next = direction === "ArrowDown" ? present : among(({ card }) => card === here.card);
  } else {
    if (direction === "ArrowDown") next = find(({ card }) => card === here.key);
    if (next === present && ahead) next = among(({ ends }) => ends?.[0] === here.key);
    if (next === present && back) next = among(({ ends }) => ends?.[1] === here.key);
  }
  return next === present ? among((target) => !isChannel(target) && target.card === undefined) : next;
}
