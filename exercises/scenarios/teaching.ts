/** Small runs whose whole story can be read: one idea each. */
import type { Scenario } from "tidemark/sim";
import type { Ticket } from "../jobs/ferry-tickets.ts";
import type { Toll } from "../jobs/harbour-tolls.ts";
import type { Gauging } from "../jobs/tide-gauges.ts";

/** In turns: the first goes to gauge 1, the second to gauge 2, the third to gauge 1 … */
const GAUGINGS: readonly Gauging[] = [
  { comes: 0, at: 1000, place: "pier", cm: 210 },
  { comes: 400, at: 2000, place: "pier", cm: 223 },
  { comes: 1000, at: 4600, place: "pier", cm: 241 },
  { comes: 1500, at: 3000, place: "pier", cm: 232 },
  { comes: 2000, at: 3800, place: "pier", cm: 252 },
  { comes: 4000, at: 8000, place: "pier", cm: 225 },
  { comes: 3000, at: 7500, place: "pier", cm: 236 },
  { comes: 5000, at: 4200, place: "pier", cm: 260 },
  { comes: 5500, at: 9000, place: "pier", cm: 217 },
];

const RESTARTS = {
  "restart-strategy.type": "fixed-delay",
  "restart-strategy.fixed-delay.attempts": 10,
  "restart-strategy.fixed-delay.delay": "1 s",
};

export const watermarkScenario: Scenario = {
  version: 1,
  name: "watermark",
  purpose: "Why a window waits, what makes it fire, and what late means.",
  seed: 1,
  programs: [{ module: "tide-gauges" }],
  inputs: { gaugings: { records: GAUGINGS } },
  confluent: true,
  cluster: { taskManagers: 2, slots: 1 },
  configuration: {
    "parallelism.default": 2,
    "execution.checkpointing.interval": "7 s",
    "taskmanager.load-balance.mode": "SLOTS",
    ...RESTARTS,
  },
};

/** The same gauges; the window is lost with its TaskManager and comes back from a checkpoint. */
export const tideGaugesScenario: Scenario = {
  ...watermarkScenario,
  name: "tide-gauges",
  purpose: "High water of a pier; a TaskManager is lost while a window is open.",
  cluster: { taskManagers: 2, slots: 2 },
  configuration: { ...watermarkScenario.configuration, "execution.checkpointing.interval": "1 s" },
  faults: ["crash:tm=A@3500ms/2s"],
};

const SHIPS = [
  { ship: "Ada", crowns: 10 },
  { ship: "Bo", crowns: 7 },
  { ship: "Cleo", crowns: 25 },
  { ship: "Dora", crowns: 4 },
];

/** Payments at the two gates, so many ms apart. */
export function tolls(count: number, everyMs: number): readonly Toll[] {
  return Array.from({ length: count }, (_, i) => ({ at: i * everyMs, ...SHIPS[(i * 3 + (i >> 2)) % SHIPS.length] }));
}

/** Two TaskManagers, two subtasks of each operator, a checkpoint every two seconds. */
export const SMALL: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "harbour-tolls" }],
  cluster: { taskManagers: 2, slots: 2 },
  configuration: {
    "parallelism.default": 2,
    "execution.checkpointing.interval": "2 s",
    "heartbeat.interval": "1 s",
    "heartbeat.timeout": "5 s",
    "taskmanager.load-balance.mode": "SLOTS",
    ...RESTARTS,
    "restart-strategy.fixed-delay.delay": "2500 ms",
  },
  confluent: true,
};

/** Tickets sold at the two desks, so many ms apart. */
export function tickets(count: number, everyMs: number): readonly Ticket[] {
  return Array.from({ length: count }, (_, i) => ({ at: i * everyMs, number: i + 1 }));
}

export const checkpointScenario: Scenario = {
  ...SMALL,
  name: "checkpoint",
  purpose: "How barriers cut a stream into before and after, and who waits for whom.",
  inputs: { tolls: { records: tolls(12, 300) } },
  faults: ["delay:method=triggerCheckpoint,n=1,by=400ms@1.8s"],
};

export const twoPhaseCommitScenario: Scenario = {
  ...SMALL,
  name: "two-phase-commit",
  purpose: "Written, pre-committed, committed, visible: how a sink waits for its checkpoint.",
  programs: [{ module: "ferry-tickets" }],
  inputs: { tickets: { records: tickets(10, 300) } },
};

export const recoveryScenario: Scenario = {
  ...SMALL,
  name: "recovery",
  purpose: "A TaskManager dies: how it is noticed, what is restored, and why nothing counts twice.",
  inputs: { tolls: { records: tolls(16, 300) } },
  faults: ["crash:tm=B@cp.complete#1+1200ms/20s"],
};

export const checkpointExpiresScenario: Scenario = {
  ...SMALL,
  name: "checkpoint-expires",
  purpose: "A checkpoint takes too long and is given up; the job goes on and the next one completes.",
  inputs: { tolls: { records: tolls(20, 300) } },
  configuration: {
    ...SMALL.configuration,
    "execution.checkpointing.timeout": "2 s",
    "execution.checkpointing.tolerable-failed-checkpoints": 3,
    "heartbeat.timeout": "20 s",
  },
  faults: ["cut:A-B@cp.trigger#2/3s"],
};
