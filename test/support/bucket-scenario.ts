import type { Scenario } from "../../sim/scenario.ts";
import type { Host } from "../../sim/simulation.ts";
import { readings, transactionalBuckets } from "./bucket-job.ts";

/** A host that knows the bucket job. */
export const bucketHost: Host = { programs: { buckets: transactionalBuckets } };

/** The bucket job on three TaskManagers; what differs from that is given. */
export function bucketScenario(differences: Partial<Scenario> = {}): Scenario {
  const { configuration, ...rest } = differences;
  return {
    version: 1,
    seed: 11,
    programs: [{ module: "buckets" }],
    inputs: { readings: { records: readings(200) } },
    cluster: { taskManagers: 3, slots: 2 },
    limitMs: 600_000,
    ...rest,
    configuration: {
      "parallelism.default": 3,
      "execution.checkpointing.interval": "400 ms",
      "taskmanager.load-balance.mode": "SLOTS",
      "heartbeat.interval": "300 ms",
      "heartbeat.timeout": "2 s",
      "restart-strategy.type": "fixed-delay",
      "restart-strategy.fixed-delay.attempts": 1000,
      "restart-strategy.fixed-delay.delay": "200 ms",
      ...configuration,
    },
  };
}
