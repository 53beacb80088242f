/** What the cases on the real New York file have in common. */
import type { ClusterCase } from "../course/exercise.ts";
import { once } from "../course/steps.ts";

/** One driver in so many: a run of thousands of events takes a fifth of a second. */
export const ONE_DRIVER_IN = 20;
/** Orders in which such a case is tried; every fourth has a crash. */
const ORDERS = 8;

/** What differs from exercise to exercise. */
export type NewYorkCase = Pick<ClusterCase, "title" | "sources" | "expected" | "side">;

/**
 * The case `new-york` of an exercise. Its orders are drawn, so what the two subtasks of a source have in order comes out of
 * order, and a machine is lost in every fourth.
 *
 * @param make called when somebody asks for the records: those who run other cases do not pay
 */
export function newYorkCase({
  title,
  make,
}: Pick<NewYorkCase, "title"> & {
  readonly make: () => Omit<NewYorkCase, "title">;
}): ClusterCase {
  const made = once(make);
  return {
    kind: "cluster",
    id: "new-york",
    title,
    hidden: true,
    mostOrders: ORDERS,
    get sources() {
      return made().sources;
    },
    get expected() {
      return made().expected;
    },
    get side() {
      return made().side ?? {};
    },
  };
}
