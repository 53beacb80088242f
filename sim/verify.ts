/** Runs a scenario with every checker and both verdicts on. They read the trace only; the run is the same without them. */
import { CHECKPOINTING_MODES, type CheckpointingMode } from "../src/trace/kinds.ts";
import type { TraceEvent } from "../src/trace/trace.ts";
import { allCheckers } from "./check/all-checkers.ts";
import type { Checker, Violation } from "./check/checker.ts";
import { executeDirectly } from "./check/direct-executor.ts";
import { LineageFold } from "./check/lineage/lineage.ts";
import type { LineageVerdict } from "./check/lineage/verdict.ts";
import type { LivenessBounds } from "./check/liveness/bounds.ts";
import { livenessMonitors } from "./check/liveness/liveness-monitors.ts";
import { NumberedNames } from "./check/numbered-names.ts";
import { CheckingObserver } from "./check/observer.ts";
import { type OutcomeVerdict, outcomeVerdict } from "./check/outcome.ts";
import type { LostTransaction } from "./check/prepared-transactions.ts";
import type { UpsertOutput } from "./check/upsert/final-table.ts";
import { type UpsertVerdict, upsertVerdict } from "./check/upsert/upsert-verdict.ts";
import { VisibleLines } from "./check/upsert/visible-lines.ts";
import { formatFault } from "./faults/fault-text.ts";
import { directGlobals } from "./globals/user-globals.ts";
import { withGlobals } from "./globals/virtual-globals.ts";
import { inputsOf } from "./inputs-of.ts";
import { jobGraphOf } from "./job-graph-of.ts";
import { entropyOf } from "./latencies.ts";
import type { Scenario } from "./scenario.ts";
import {
  createSimulation,
  type Host,
  type Run,
  runOf,
  type Simulation,
  type SimulationOptions,
  START_EPOCH_MS,
} from "./simulation.ts";
import type { TraceObserver } from "./trace/recorder.ts";

/** How a verified run is observed. */
export interface VerifyOptions extends SimulationOptions {
  /** Properties of the user's own, beside those of the project; fresh ones for each run. */
  readonly checkers?: readonly Checker[];
  /** Runs the liveness monitors with these bounds. */
  readonly liveness?: LivenessBounds;
  /** A log whose lines are upserts: its final table is compared, and rows that are there twice are no duplicates. */
  readonly upsert?: UpsertOutput;
}

/** Counts of a run, folded from its trace. */
export interface RunStatistics {
  /** Records that sources emitted for the first time. */
  readonly recordsIn: number;
  /** Committed lines by log. */
  readonly recordsOut: Readonly<Record<string, number>>;
  /** Records that sources emitted again after a restart. */
  readonly replayed: number;
  readonly lateDrops: number;
  readonly checkpoints: { readonly triggered: number; readonly completed: number; readonly failed: number };
  readonly faults: readonly { readonly spec: string; readonly fired: boolean; readonly atMs: number | null }[];
}

/** A run with what the checks found. */
export interface VerifiedRun extends Run {
  /** What the job's checkpoints promise; exactly once if it takes none. */
  readonly mode: CheckpointingMode;
  /** Every source record's effect committed exactly once. */
  readonly lineage: LineageVerdict;
  /** Output equal to that of a direct execution; not applied unless the scenario is declared confluent. */
  readonly outcome: OutcomeVerdict;
  /** Of the log that was said to hold upserts; null: there is none, or nothing to compare it with. */
  readonly upsert: UpsertVerdict | null;
  /** Transactions that timed out before they could be committed: what they held is lost. */
  readonly lostTransactions: readonly LostTransaction[];
  readonly violations: readonly Violation[];
  /** Virtual time, µs, at which each violated property was first seen broken; without what showed only at the end. */
  readonly brokenAtMicros: ReadonlyMap<string, number>;
  /** What was not met in time or by the end, under the names of the liveness monitors; empty unless they were asked for. */
  readonly openObligations: readonly Violation[];
  readonly stats: RunStatistics;
  /** The job finished, or the scenario was cut before; both applied verdicts held and no property was violated. */
  readonly exactlyOnce: boolean;
}

/** Counts what a report names. */
class Counter implements TraceObserver {
  triggered = 0;
  completed = 0;
  failed = 0;
  late = 0;
  emitted = 0;
  mode: CheckpointingMode = "EXACTLY_ONCE";
  readonly #furthest = new Map<string, number>();

  on(event: TraceEvent): void {
    switch (event.kind) {
      case "cp.settings":
        this.mode = CHECKPOINTING_MODES[event.x];
        return;
      case "cp.trigger":
        this.triggered++;
        return;
      case "cp.complete":
        this.completed++;
        return;
      case "cp.fail":
        this.failed++;
        return;
      case "rec.late":
        this.late++;
        return;
      case "src.emit": {
        this.emitted++;
        const split = event.ext?.split as string;
        const furthest = this.#furthest.get(split) ?? -1;
        if (event.b > furthest) this.#furthest.set(split, event.b);
        return;
      }
      default:
        return;
    }
  }

  /** Offsets of a split are read without gaps, from 0. */
  get distinct(): number {
    let sum = 0;
    for (const furthest of this.#furthest.values()) sum += furthest + 1;
    return sum;
  }
}

/** A simulation with everything that looks at it; for hosts that step it themselves. */
export interface VerifiedSimulation {
  readonly simulation: Simulation;
  /** What did not hold so far; grows while the simulation is advanced. */
  readonly violations: readonly Violation[];
  /** Call it once the simulation has ended. */
  result(): VerifiedRun;
}

/**
 * Builds a simulation with all checkers and verdicts beside it. Options as for `createSimulation`; the level is
 * always that of records.
 */
export function createVerifiedSimulation(
  scenario: Scenario,
  host: Host,
  { checkers: own = [], liveness, upsert, ...options }: VerifyOptions = {},
): VerifiedSimulation {
  const reference = referenceOf(scenario, host);
  const compared = new Map(reference.outputs ?? []);
  if (upsert !== undefined) compared.delete(upsert.log);
  const visible = new VisibleLines(upsert?.log ?? null);
  const names = new NumberedNames();
  const checkers = new CheckingObserver([
    ...allCheckers(reference.outputs === null ? { names } : { names, reference: compared }),
    ...own,
  ]);
  const monitors = new CheckingObserver(liveness === undefined ? [] : livenessMonitors(liveness));
  const lineage = new LineageFold(names);
  const counter = new Counter();
  const simulation = createSimulation(scenario, host, {
    ...options,
    level: 2,
    store: options.store ?? 0,
    observers: [
      checkers,
      monitors,
      lineage,
      counter,
      ...(upsert === undefined ? [] : [visible]),
      ...(options.observers ?? []),
    ],
  });
  return {
    simulation,
    violations: checkers.violations,
    result() {
      const run = resultOf(simulation, reference, checkers, monitors, lineage, counter, upsert?.log ?? null);
      const direct = upsert === undefined || !run.outcome.applied ? undefined : reference.outputs?.get(upsert.log);
      if (upsert === undefined || direct === undefined) return run;
      const verdict = upsertVerdict(direct, visible.lines, upsert.keyOf);
      return Object.assign(run, { upsert: verdict, exactlyOnce: run.exactlyOnce && verdict.held });
    },
  };
}

/** Runs a scenario to its end and says whether it was exactly once. */
export function simulateVerified(scenario: Scenario, host: Host, options: VerifyOptions = {}): VerifiedRun {
  const verified = createVerifiedSimulation(scenario, host, options);
  while (verified.simulation.advance());
  return verified.result();
}

function resultOf(
  simulation: Simulation,
  reference: DirectReference,
  checkers: CheckingObserver,
  monitors: CheckingObserver,
  fold: LineageFold,
  counter: Counter,
  upsertLog: string | null,
): VerifiedRun {
  const run = runOf(simulation);
  // Late records are missing from the output by right, and at least once some are counted twice: then the direct execution says
  // nothing about it.
  const compared = counter.late === 0 && counter.mode === "EXACTLY_ONCE";
  const violations = checkers
    .finish()
    .filter(({ property }) => compared || (property !== "OUT-1" && property !== "OUT-2"));
  const lineage = withoutDuplicatesOf(upsertLog, fold.verdict());
  const outcome = judgeOutcome(run, reference, counter, upsertLog);
  const held =
    (run.status === "FINISHED" || run.status === "CUT") &&
    violations.length === 0 &&
    lineage.held &&
    (!outcome.applied || outcome.held);
  // The run itself: a copy would have to work out its digest, for which nobody has asked.
  return Object.assign(run, {
    mode: counter.mode,
    lineage,
    outcome,
    upsert: null,
    lostTransactions: fold.transactions.timedOut,
    violations,
    brokenAtMicros: checkers.brokenAtMicros,
    openObligations: monitors.finish(),
    exactlyOnce: held,
    stats: {
      recordsIn: counter.distinct,
      recordsOut: Object.fromEntries(run.logs.map((log) => [log, run.output(log).length])),
      replayed: counter.emitted - counter.distinct,
      lateDrops: counter.late,
      checkpoints: { triggered: counter.triggered, completed: counter.completed, failed: counter.failed },
      faults: run.faults.map(({ fault, firedAt }) => ({
        spec: formatFault(fault),
        fired: firedAt !== null,
        atMs: firedAt === null ? null : Math.floor(firedAt / 1000),
      })),
    },
  });
}

/** What the job gives when it is executed directly, or why that was not done. */
interface DirectReference {
  readonly outputs: ReadonlyMap<string, string[]> | null;
  readonly reason: string;
}

function referenceOf(scenario: Scenario, host: Host): DirectReference {
  if (scenario.confluent !== true) return { outputs: null, reason: "the scenario is not declared confluent" };
  try {
    const entropy = entropyOf(scenario);
    const globals = directGlobals(entropy, START_EPOCH_MS);
    const graph = jobGraphOf(scenario, host, globals);
    return {
      outputs: withGlobals(globals, () => executeDirectly(graph, inputsOf(scenario, host), entropy, host.services))
        .outputs,
      reason: "",
    };
  } catch (error) {
    return {
      outputs: null,
      reason: `the direct execution failed: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** A row that is written again is the same row. */
function withoutDuplicatesOf(log: string | null, verdict: LineageVerdict): LineageVerdict {
  if (log === null) return verdict;
  const duplicates = verdict.duplicates.filter((duplicate) => duplicate.log !== log);
  return { ...verdict, duplicates, held: duplicates.length === 0 && verdict.losses.length === 0 };
}

function judgeOutcome(
  run: Run,
  reference: DirectReference,
  { late: lateDrops, mode }: Counter,
  upsertLog: string | null,
): OutcomeVerdict {
  if (run.status !== "FINISHED") return { applied: false, reason: `the job did not finish (${run.status})` };
  if (mode !== "EXACTLY_ONCE") return { applied: false, reason: "the job's checkpoints are at least once" };
  const { outputs } = reference;
  if (outputs === null) return { applied: false, reason: reference.reason };
  const lines = (read: (log: string) => readonly string[], logs: Iterable<string>) =>
    [...logs].filter((log) => log !== upsertLog).flatMap((log) => read(log).map((line) => `${log}: ${line}`));
  return outcomeVerdict(
    { confluent: true, lateDrops },
    () => lines((log) => outputs.get(log) ?? [], outputs.keys()),
    lines((log) => run.output(log), run.logs),
  );
}
