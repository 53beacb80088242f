/** Twenty minutes of the training's own stream, out of order, counted anew without windows. */
import type { ClusterCase } from "../course/exercise.ts";
import { once } from "../course/steps.ts";
import { firstBatches } from "../taxi/ride-stream.ts";
import { countedByHand } from "./counted-by-hand.ts";
import { elementsInTime } from "./elements-in-time.ts";

const BATCHES = 60;
/** Runs of hundreds of records. */
const ORDERS = 12;

const batches = once(() => firstBatches(BATCHES));
const elements = once(() => elementsInTime(batches()));
const expected = once(() => countedByHand(batches().flat()));

export const generatedRides: ClusterCase = {
  kind: "cluster",
  id: "generator-60-batches",
  title: { en: "three hundred generated rides", zh: "生成的三百次行程" },
  hidden: true,
  mostOrders: ORDERS,
  get sources() {
    return [{ name: "rides", elements: elements() }];
  },
  get expected() {
    return expected();
  },
};
