/** Random scenarios with one or two crashes, and what a trace says of them. */
import fc from "fast-check";
import type { Scenario } from "../../sim/scenario.ts";
import { JOB_STATES } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { readings } from "../support/bucket-job.ts";

const RECORDS = 300;
const RUNNING = 4;
const FINAL_STATE = 5;

const TASK_MANAGERS = ["A", "B", "C"];
const taskManager = fc.nat({ max: 2 });
const downFor = fc.constantFrom("500ms", "2s", "5s", "20s");
const smallDelay = fc.oneof(
  fc.constant(""),
  fc.integer({ min: 1, max: 3000 }).map((us) => `+${us}us`),
  fc.integer({ min: 1, max: 200 }).map((ms) => `+${ms}ms`),
);
const manner = fc.oneof({ weight: 5, arbitrary: fc.constant("") }, { weight: 1, arbitrary: fc.constant(",silent") });

function anchor(kind: string, max: number, delay: fc.Arbitrary<string> = smallDelay): fc.Arbitrary<string> {
  return fc.tuple(fc.integer({ min: 1, max }), delay).map(([n, plus]) => `${kind}#${n}${plus}`);
}

const tightDelay = fc.oneof(
  fc.constant(""),
  fc.integer({ min: 1, max: 6000 }).map((us) => `+${us}us`),
);

const firstWhen = fc.oneof(
  { weight: 14, arbitrary: anchor("txn.pre", 60, tightDelay) },
  { weight: 3, arbitrary: anchor("cp.complete", 10, tightDelay) },
  { weight: 1, arbitrary: anchor("cp.trigger", 10) },
  { weight: 1, arbitrary: anchor("cp.sync", 60, tightDelay) },
  { weight: 1, arbitrary: anchor("txn.commit", 60, tightDelay) },
  { weight: 3, arbitrary: fc.integer({ min: 100, max: 9000 }).map((ms) => `${ms}ms`) },
);

const secondWhen = fc.oneof(
  { weight: 2, arbitrary: anchor("restart.plan", 2) },
  { weight: 2, arbitrary: anchor("restore.begin", 12, tightDelay) },
  { weight: 1, arbitrary: anchor("cp.restore", 2, tightDelay) },
  { weight: 1, arbitrary: anchor("exec.state", 120) },
  { weight: 1, arbitrary: anchor("txn.commit", 40, tightDelay) },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 20_000 }).map((ms) => `${ms}ms`) },
);

/** @param first the TaskManager that a first crash strikes; the one struck here counts from it */
function crash(first: number, when: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const tm = (offset: number) => TASK_MANAGERS[(first + offset) % TASK_MANAGERS.length];
  return fc
    .tuple(taskManager, manner, when, downFor)
    .map(([offset, how, at, back]) => `crash:tm=${tm(offset)}${how}@${at}/${back}`);
}

const faults = taskManager.chain((first) =>
  fc
    .tuple(
      fc
        .tuple(manner, firstWhen, downFor)
        .map(([how, at, back]) => `crash:tm=${TASK_MANAGERS[first]}${how}@${at}/${back}`),
      fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: crash(first + 1, secondWhen) }),
    )
    .map((both) => both.filter((fault) => fault !== null)),
);

/** Settings that change the timing of everything, not the outcome. */
const configuration = fc.record({
  "parallelism.default": fc.integer({ min: 1, max: 4 }),
  "execution.checkpointing.interval": fc.constantFrom("150 ms", "400 ms", "900 ms"),
  "execution.checkpointing.max-concurrent-checkpoints": fc.constantFrom(1, 1, 2),
  "execution.checkpointing.storage": fc.constantFrom("jobmanager", "filesystem"),
  "execution.checkpointing.data-inline-threshold": fc.constantFrom("0 b", "20 kb"),
  "execution.checkpointing.timeout": fc.constant("5 s"),
  "execution.checkpointing.tolerable-failed-checkpoints": fc.constantFrom(0, 5),
  "execution.buffer-timeout.interval": fc.constantFrom("0 ms", "20 ms", "100 ms"),
  "taskmanager.load-balance.mode": fc.constantFrom("SLOTS", "SLOTS", "NONE"),
  "heartbeat.interval": fc.constantFrom("300 ms", "10 s"),
  "heartbeat.timeout": fc.constantFrom("1 s", "50 s"),
  "restart-strategy.type": fc.constant("fixed-delay"),
  // Until its heartbeat is missed, a dead TaskManager is deployed to again and again: that needs many attempts, not few.
  "restart-strategy.fixed-delay.attempts": fc.constant(1_000_000),
  "restart-strategy.fixed-delay.delay": fc.constantFrom("50 ms", "300 ms", "1 s"),
});

export const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    seed: fc.integer({ min: 0, max: 1_000_000 }),
    configuration,
    slowness: fc.option(fc.tuple(taskManager, fc.integer({ min: 2, max: 40 }))),
    faults,
  })
  .map(({ seed, configuration, slowness, faults }) => ({
    version: 1,
    seed,
    programs: [{ module: "buckets" }],
    inputs: { readings: { records: readings(RECORDS) } },
    cluster: {
      taskManagers: 3,
      slots: 4,
      ...(slowness === null ? {} : { slowness: { [TASK_MANAGERS[slowness[0]]]: slowness[1] } }),
    },
    configuration: { ...configuration },
    faults,
    limitMs: 900_000,
  }));

/** What happened in a run, as far as the counts of the property go. */
export interface Happenings {
  readonly restored: boolean;
  /** A crash took a task whose transaction was prepared and not yet committed. */
  readonly betweenPreCommitAndCommit: boolean;
  /** A crash hit a live TaskManager after a restart was planned and before all tasks ran again. */
  readonly duringRecovery: boolean;
}

interface Attempt {
  readonly node: string;
  state: number;
}

/** Folds the coordination events of a run. */
export function happenings(trace: readonly TraceEvent[]): Happenings {
  const attempts = new Map<number, Attempt>();
  const prepared = new Map<string, number>();
  const down = new Set<string>();
  let epoch: number[] = [];
  let recovering = false;
  const result = { restored: false, betweenPreCommitAndCommit: false, duringRecovery: false };
  const nodeOf = (event: TraceEvent) => `tm-${/tm=([A-Z])/.exec(String(event.ext?.spec))?.[1]}`;
  for (const event of trace) {
    switch (event.kind) {
      case "topo.epoch":
        epoch = [];
        break;
      case "exec.def":
        attempts.set(event.task, { node: String(event.ext?.tm).split("#")[0], state: 0 });
        epoch.push(event.task);
        break;
      case "exec.state":
        attempts.get(event.task)!.state = event.b;
        if (epoch.every((task) => attempts.get(task)!.state === RUNNING)) recovering = false;
        break;
      case "restart.plan":
        recovering = true;
        break;
      case "cp.restore":
        result.restored = true;
        break;
      case "txn.pre":
        prepared.set(String(event.ext?.txn), event.task);
        break;
      case "txn.commit":
        prepared.delete(String(event.ext?.txn));
        break;
      case "iv.apply": {
        const node = nodeOf(event);
        if (down.has(node)) break;
        down.add(node);
        if (recovering) result.duringRecovery = true;
        for (const task of prepared.values()) {
          const attempt = attempts.get(task);
          if (attempt?.node === node && attempt.state < FINAL_STATE) result.betweenPreCommitAndCommit = true;
        }
        break;
      }
      case "iv.end":
        down.delete(nodeOf(event));
        break;
      default:
    }
  }
  return result;
}

/** The job came to its end in this state. */
export function finalJobState(trace: readonly TraceEvent[]): string {
  const last = trace.filter((event) => event.kind === "job.state").at(-1);
  return JOB_STATES[last?.b ?? 0];
}
