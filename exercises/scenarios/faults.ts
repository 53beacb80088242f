/** A fault each, on small runs: what the runtime has to live through, and the one that costs records, in Flink as here. */
import type { Scenario } from "tidemark/sim";
import { SMALL, tickets, tolls } from "./teaching.ts";

const TOLLS: Scenario = { ...SMALL, inputs: { tolls: { records: tolls(24, 300) } } };
const TICKETS: Scenario = {
  ...SMALL,
  programs: [{ module: "ferry-tickets" }],
  inputs: { tickets: { records: tickets(20, 300) } },
};
/** Snapshots go to the shared storage, however small they are; a checkpoint that fails does not fail the job. */
const STORED = {
  ...SMALL.configuration,
  "execution.checkpointing.storage": "filesystem",
  "execution.checkpointing.data-inline-threshold": "0 b",
};
const TOLERANT = {
  "execution.checkpointing.timeout": "2 s",
  "execution.checkpointing.tolerable-failed-checkpoints": 10,
};

/** By name. */
export const FAULT_SCENARIOS: Readonly<Record<string, Scenario>> = named({
  "crash-before-commit": {
    ...TICKETS,
    purpose: "A TaskManager dies between pre-commit and commit; its transaction is committed after the restart.",
    faults: ["crash:tm=B@cp.complete#2/20s"],
  },
  "crash-while-writing": {
    ...TOLLS,
    purpose: "A TaskManager dies while its snapshot is being written; the checkpoint before it is restored.",
    configuration: STORED,
    faults: ["slow-storage:x=50@3s/3s", "crash:tm=B@cp.sync(cp=2)#3+20ms/20s"],
  },
  "silent-crash": {
    ...TOLLS,
    purpose: "A TaskManager dies without closing its connections; only its missing heartbeat tells.",
    faults: ["crash:tm=B,silent@3s/20s"],
  },
  zombie: {
    ...TOLLS,
    purpose: "A TaskManager stands still, is replaced, and wakes up; what it still sends is refused.",
    faults: ["pause:tm=B@3s/9s"],
  },
  "cut-link": {
    ...TOLLS,
    purpose: "Two TaskManagers cannot reach each other for three seconds; data and barriers wait.",
    configuration: { ...SMALL.configuration, "execution.checkpointing.timeout": "20 s", "heartbeat.timeout": "20 s" },
    faults: ["cut:A-B@3s/3s"],
  },
  "lost-acknowledgement": {
    ...TOLLS,
    purpose: "An acknowledgement is lost; the checkpoint expires and the next one completes.",
    configuration: { ...SMALL.configuration, ...TOLERANT },
    faults: ["drop:method=acknowledgeCheckpoint,n=1@cp.trigger#2"],
  },
  "repeated-calls": {
    ...TOLLS,
    purpose: "The network delivers calls twice; whoever gets one again does nothing again.",
    faults: [
      "duplicate:method=acknowledgeCheckpoint,n=4@1s",
      "duplicate:method=confirmCheckpoint,n=4@1s",
      "duplicate:method=triggerCheckpoint,n=4@1s",
    ],
  },
  "failing-storage": {
    ...TOLLS,
    purpose: "The storage refuses a snapshot; that checkpoint fails, the job goes on.",
    configuration: { ...STORED, ...TOLERANT },
    faults: ["fail-storage@cp.trigger#2/300ms"],
  },
  "slow-task-manager": {
    ...TOLLS,
    purpose: "A TaskManager becomes a thousand times slower; the others wait for it, nothing is lost.",
    faults: ["slow:tm=B,x=1000@2s/4s"],
  },
  "second-crash": {
    ...TOLLS,
    purpose: "A second TaskManager dies while the job is being restored; it starts once more.",
    cluster: { taskManagers: 3, slots: 2 },
    configuration: { ...SMALL.configuration, "parallelism.default": 3 },
    faults: ["crash:tm=B@3s/20s", "crash:tm=A@restore.begin#1/3s"],
  },
  "log-outage": {
    ...TICKETS,
    purpose: "The log is away for two seconds when a transaction is to be committed; the sink tries again.",
    faults: ["crash:log@cp.complete#2/2s"],
  },
  "transaction-timeout": {
    ...TICKETS,
    purpose: "Nobody commits for longer than the log keeps a transaction open: what it held is lost.",
    programs: [{ module: "ferry-tickets", args: { timeout: "60" } }],
    faults: ["crash:tm=A@cp.complete#2/70s", "crash:tm=B@cp.complete#2/70s"],
  },
});

function named(scenarios: Readonly<Record<string, Scenario>>): Record<string, Scenario> {
  return Object.fromEntries(Object.entries(scenarios).map(([name, scenario]) => [name, { ...scenario, name }]));
}
