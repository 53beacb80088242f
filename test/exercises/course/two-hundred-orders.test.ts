/**
 * Cases of thousands of records are tried in few orders while somebody waits. `npm run nightly` sees the solutions hold in
 * 200 orders of them, with a machine lost in every fourth; `npm test` in one more than the learner's program is tried in.
 */
import { describe, expect, it } from "vitest";
import { EXERCISES } from "../../../exercises/course/all-exercises.ts";
import { isRight } from "../../../exercises/course/check.ts";
import { runOnCluster } from "../../../exercises/course/cluster-run.ts";
import type { ClusterCase } from "../../../exercises/course/exercise.ts";
import { Schedules } from "../../../exercises/course/schedule.ts";

const NIGHTLY_ORDERS = process.env.TIDEMARK_NIGHTLY === "1" ? 200 : null;

for (const { name, cases, solution } of EXERCISES) {
  const long = cases.filter((one): one is ClusterCase => one.kind === "cluster" && one.mostOrders !== undefined);
  describe.each(long)(`the solution of ${name} in the case $id`, (of) => {
    const { mostOrders = 0 } = of;
    const orders = NIGHTLY_ORDERS ?? mostOrders + 1;
    it(`holds in ${orders} orders`, { timeout: 600_000 }, () => {
      const schedules = new Schedules({ ...of, mostOrders: orders });
      const wrong: number[] = [];
      for (let number = mostOrders; number < orders; number++)
        if (!isRight(of, runOnCluster(of, schedules.at(number), solution))) wrong.push(number);
      expect(wrong).toEqual([]);
    });
  });
}
