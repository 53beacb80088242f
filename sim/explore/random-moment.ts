/** When a fault strikes: mostly at an event of the protocol, where the bugs live, sometimes at any time. */
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { FaultWhen } from "../faults/fault.ts";
import type { Course } from "./course.ts";
import { between, type Dice, magnitude, oneIn, pickWeighted } from "./dice.ts";

/** Events at which a step of a protocol is half done, and about how often each happens in a short run. */
const ANCHORS: readonly { readonly value: TraceKind; readonly weight: number; readonly most: number }[] = [
  { value: "txn.pre", weight: 8, most: 64 },
  { value: "txn.commit", weight: 4, most: 64 },
  { value: "txn.open", weight: 2, most: 32 },
  { value: "txn.write", weight: 2, most: 64 },
  { value: "cp.trigger", weight: 4, most: 16 },
  { value: "cp.inject", weight: 2, most: 16 },
  { value: "cp.first", weight: 2, most: 64 },
  { value: "cp.block", weight: 2, most: 64 },
  { value: "cp.aligned", weight: 2, most: 64 },
  { value: "cp.sync", weight: 4, most: 64 },
  { value: "cp.ack", weight: 4, most: 64 },
  { value: "cp.complete", weight: 6, most: 16 },
  { value: "cp.notify", weight: 4, most: 64 },
  { value: "cp.fail", weight: 2, most: 4 },
  { value: "restart.plan", weight: 4, most: 3 },
  { value: "cp.restore", weight: 2, most: 3 },
  { value: "restore.begin", weight: 4, most: 32 },
  { value: "restore.end", weight: 3, most: 32 },
  { value: "exec.state", weight: 3, most: 128 },
  { value: "slot.offer", weight: 1, most: 8 },
  { value: "tm.lost", weight: 2, most: 3 },
  { value: "split.def", weight: 2, most: 8 },
];

/** A moment of a run that goes about as the usual one. */
export function randomMoment(dice: Dice, { horizonMs, occurrences }: Course): FaultWhen {
  if (oneIn(dice, 4)) return { atMs: between(dice, 20, Math.max(21, horizonMs)) };
  const kind = pickWeighted(dice, ANCHORS);
  // What a usual run does not have may come about by another fault.
  const most = occurrences[kind] ?? ANCHORS.find(({ value }) => value === kind)?.most ?? 1;
  const n = oneIn(dice, 2) ? magnitude(dice, most) : between(dice, 1, most);
  return { kind, n, checkpoint: null, task: null, plusMs: randomDelayMs(dice) };
}

/** Nothing, a few µs to ms as messages travel, or a while. */
function randomDelayMs(dice: Dice): number {
  switch (dice.below(4)) {
    case 0:
    case 1:
      return 0;
    case 2:
      return magnitude(dice, 6000) / 1000;
    default:
      return magnitude(dice, 256);
  }
}
