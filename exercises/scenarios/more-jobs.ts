/** What the smaller built-in jobs run in. */
import type { Scenario } from "tidemark/sim";
import { hourlyTipsScenario } from "./hourly-tips.ts";

/** Counting with keyed state; the TaskManager that is lost takes counts with it. */
export const rideCountScenario: Scenario = {
  ...hourlyTipsScenario,
  name: "ride-count",
  purpose: "Rides of each driver so far; a TaskManager is lost at 30 s.",
  programs: [{ module: "ride-count" }],
  faults: ["crash:tm=A@30s/10s"],
};

/** No state but the positions of the sources. */
export const rideCleansingScenario: Scenario = {
  ...hourlyTipsScenario,
  name: "ride-cleansing",
  purpose: "Events of rides within New York; a TaskManager is cut off from the JobManager for 8 s.",
  programs: [{ module: "ride-cleansing" }],
  faults: ["cut:A-jm@30s/8s"],
};

const POEM = [
  "Hark, the tide is coming in",
  "the tide is going out",
  "mark the tide and mark the time",
  "and mark what it leaves about",
];

/** Few lines, slowly, so that the whole trace can be read. */
export const wordCountScenario: Scenario = {
  version: 1,
  name: "word-count",
  purpose: "Words of a poem; a TaskManager is lost while its transaction is open.",
  seed: 1,
  programs: [{ module: "word-count" }],
  inputs: {
    lines: { records: Array.from({ length: 40 }, (_, i) => ({ time: i * 250, text: POEM[i % POEM.length] })) },
  },
  cluster: { taskManagers: 2, slots: 2 },
  configuration: {
    "parallelism.default": 2,
    "execution.checkpointing.interval": "1 s",
    "heartbeat.interval": "1 s",
    "heartbeat.timeout": "5 s",
    "restart-strategy.type": "fixed-delay",
    "restart-strategy.fixed-delay.attempts": 10,
    "restart-strategy.fixed-delay.delay": "1 s",
    "taskmanager.load-balance.mode": "SLOTS",
  },
  faults: ["crash:tm=B@cp.complete#3+500ms/2s"],
  confluent: true,
};
