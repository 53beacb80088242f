/** One TaskManager if it can be, all machines equally fast. */
import type { Reduction } from "./reduction.ts";
import { latenciesWithin } from "./usual-latencies.ts";

/** Fewer machines with as many slots in all. */
export const smallerCluster: Reduction = {
  name: "a smaller cluster",
  *candidates(scenario) {
    const { slowness, ...cluster } = scenario.cluster;
    if (slowness !== undefined) yield { ...scenario, cluster };
    for (let taskManagers = 1; taskManagers < cluster.taskManagers; taskManagers++) {
      // As many slots as before: whether the job fits does not change.
      const slots = Math.ceil((cluster.taskManagers * cluster.slots) / taskManagers);
      yield {
        ...scenario,
        ...latenciesWithin(scenario, taskManagers),
        cluster: { ...scenario.cluster, taskManagers, slots },
      };
    }
  },
};
