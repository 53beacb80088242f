/** Faults of every kind: crashes, pauses, slow machines, cut links, lost, repeated and late calls, a store that fails. */
import fc from "fast-check";
import type { Scenario } from "../../sim/scenario.ts";
import { scenarios } from "./crash-scenarios.ts";

const METHODS = [
  "submitJob",
  "registerTaskExecutor",
  "declareRequiredResources",
  "requestSlot",
  "registerTaskManager",
  "offerSlots",
  "notifySlotAvailable",
  "freeSlot",
  "submitTask",
  "cancelTask",
  "updateTaskExecutionState",
  "sendOperatorEvent",
  "sendOperatorEventToCoordinator",
  "triggerCheckpoint",
  "acknowledgeCheckpoint",
  "declineCheckpoint",
  "confirmCheckpoint",
  "abortCheckpoint",
  "heartbeatFromJobManager",
];

const machine = fc.constantFrom("A", "B", "C");
const method = fc.constantFrom(...METHODS);
const duration = fc.constantFrom("100ms", "1s", "4s", "20s");
const anchor = fc.constantFrom("txn.pre", "cp.trigger", "cp.complete", "restart.plan", "restore.begin", "exec.state");
const when = fc.oneof(
  fc.integer({ min: 20, max: 9000 }).map((ms) => `${ms}ms`),
  fc.tuple(anchor, fc.integer({ min: 1, max: 20 })).map(([kind, n]) => `${kind}#${n}`),
);
const several = fc.integer({ min: 1, max: 4 });

const fault = fc.oneof(
  fc.tuple(method, several, when).map(([m, n, at]) => `drop:method=${m},n=${n}@${at}`),
  fc.tuple(method, several, when).map(([m, n, at]) => `duplicate:method=${m},n=${n}@${at}`),
  fc
    .tuple(method, several, fc.constantFrom("5ms", "500ms", "3s"), when)
    .map(([m, n, by, at]) => `delay:method=${m},n=${n},by=${by}@${at}`),
  fc
    .tuple(machine, fc.constantFrom("A", "B", "C", "jm", "log"), fc.constantFrom("", ",oneway"), when, duration)
    .filter(([a, b]) => a !== b)
    .map(([a, b, how, at, long]) => `cut:${a}-${b}${how}@${at}/${long}`),
  fc
    .tuple(fc.constantFrom("tm=A", "tm=B", "tm=C", "jm", "log"), when, duration)
    .map(([who, at, long]) => `pause:${who}@${at}/${long}`),
  fc.tuple(machine, when, duration).map(([tm, at, long]) => `slow:tm=${tm},x=50@${at}/${long}`),
  fc.tuple(when, duration).map(([at, long]) => `slow-storage:x=300@${at}/${long}`),
  fc.tuple(when, duration).map(([at, long]) => `fail-storage@${at}/${long}`),
  fc.tuple(when, duration).map(([at, long]) => `crash:log@${at}/${long}`),
  fc
    .tuple(machine, fc.constantFrom("", ",silent"), when, duration)
    .map(([tm, how, at, long]) => `crash:tm=${tm}${how}@${at}/${long}`),
);

/** Up to four faults of any kind; checkpoints may fail as often as they like. */
export const faultyScenarios: fc.Arbitrary<Scenario> = fc
  .tuple(scenarios, fc.array(fault, { minLength: 1, maxLength: 4 }))
  .map(([scenario, faults]) => ({
    ...scenario,
    faults,
    configuration: { ...scenario.configuration, "execution.checkpointing.tolerable-failed-checkpoints": 1000 },
  }));
