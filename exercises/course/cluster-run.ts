/** Runs a case as a job on the simulated cluster, under one schedule. */
import { type Run, type Scenario, type SimulationOptions, START_EPOCH_MS, simulate } from "tidemark/sim";
import { programOf, RESULTS } from "./case-job.ts";
import type { ClusterCase, Pipeline } from "./exercise.ts";
import { RemainingState } from "./remaining-state.ts";
import { DEFAULT_PARALLELISM, type Schedule } from "./schedule.ts";

const PROGRAM = "exercise";
/** Attempts for each crash: it can take three heartbeats until the JobMaster knows that a machine's slots are gone. */
const RESTARTS = 20;
/** Virtual time after which a job that goes on is stopped, ms. */
const LIMIT_MS = 600_000;

/** What came of a run. */
export type Outcome =
  | {
      readonly kind: "finished";
      /** As text, in the order in which they were committed. */
      readonly results: readonly string[];
      readonly side: Readonly<Record<string, readonly string[]>>;
      /** Entries of keyed state that are left; absent where nobody has asked or a machine was lost. */
      readonly stateEntries?: number;
    }
  /** The learner's code threw, or the job could not be built. */
  | { readonly kind: "failed"; readonly message: string; readonly record?: string; readonly stack?: string }
  /** Something goes on for ever. */
  | { readonly kind: "endless"; readonly virtualMs: number };

/** The world that a case runs in; only the schedule differs from run to run. */
export function scenarioOf(
  { id, parallelism = DEFAULT_PARALLELISM }: Pick<ClusterCase, "id" | "parallelism">,
  { number, faults }: Schedule,
): Scenario {
  return {
    version: 1,
    name: id,
    seed: number + 1,
    programs: [{ module: PROGRAM }],
    cluster: { taskManagers: 2, slots: 2 },
    configuration: {
      "parallelism.default": parallelism,
      "execution.checkpointing.interval": "25 ms",
      "execution.buffer-timeout.interval": "1 ms",
      "heartbeat.interval": "50 ms",
      "heartbeat.timeout": "200 ms",
      // On both machines, so that the loss of either is felt.
      "taskmanager.load-balance.mode": "SLOTS",
      "restart-strategy.type": "fixed-delay",
      // A restart can meet the machine while it is still away. Without a crash nothing but the learner's code fails.
      "restart-strategy.fixed-delay.attempts": faults.length * RESTARTS,
      "restart-strategy.fixed-delay.delay": "10 ms",
    },
    faults,
    limitMs: LIMIT_MS,
  };
}

/** One run from the first record to the last. */
export function runOnCluster(one: ClusterCase, schedule: Schedule, pipeline: Pipeline): Outcome {
  const remaining = one.stateEntries === undefined || schedule.faults.length > 0 ? null : new RemainingState();
  // Nobody reads the trace. What is left in state is told by events of single accesses.
  const options: SimulationOptions = { store: -1, ...(remaining === null ? {} : { level: 2, observers: [remaining] }) };
  let run: Run;
  try {
    const programs = { [PROGRAM]: programOf(one, schedule, pipeline, START_EPOCH_MS) };
    run = simulate(scenarioOf(one, schedule), { programs }, options);
  } catch (thrown) {
    const { message, stack = "" } = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { kind: "failed", message, stack };
  }
  if (run.status === "FINISHED") {
    const side = Object.fromEntries(Object.keys(one.side ?? {}).map((tag) => [tag, run.output(tag)]));
    const left = remaining === null ? {} : { stateEntries: remaining.entries };
    return { kind: "finished", results: run.output(RESULTS), side, ...left };
  }
  if (run.failure === null) return { kind: "endless", virtualMs: run.virtualMs };
  const { message, record, stack } = run.failure;
  return {
    kind: "failed",
    message,
    ...(record === null ? {} : { record }),
    ...(stack === null ? {} : { stack }),
  };
}
