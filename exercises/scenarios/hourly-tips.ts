import type { Scenario } from "tidemark/sim";

/** The demonstration: three TaskManagers, one of them slow, one of them lost between two checkpoints. */
export const hourlyTipsScenario: Scenario = {
  version: 1,
  name: "hourly-tips",
  purpose: "Tips of New York's taxi drivers; a TaskManager is lost between two checkpoints.",
  seed: 1,
  programs: [{ module: "hourly-tips" }],
  inputs: { rides: { file: "nycTaxiRides.gz", format: "taxi-rides" } },
  cluster: { taskManagers: 3, slots: 2, slowness: { C: 3 } },
  configuration: {
    "parallelism.default": 4,
    "execution.checkpointing.interval": "2 s",
    "heartbeat.interval": "1 s",
    "heartbeat.timeout": "5 s",
    "restart-strategy.type": "fixed-delay",
    "restart-strategy.fixed-delay.attempts": 10,
    "restart-strategy.fixed-delay.delay": "1 s",
    "taskmanager.load-balance.mode": "SLOTS",
  },
  faults: ["crash:tm=B@cp.complete#20+900ms/10s"],
  confluent: true,
};
