import type { TraceEvent } from "../../../src/trace/trace.ts";
import type { TraceObserver } from "../../trace/recorder.ts";
import { CHECKPOINT_PROBES, CheckpointProbes } from "./checkpoint-probes.ts";
import { CLUSTER_PROBES, ClusterProbes } from "./cluster-probes.ts";
import { CRASH_PROBES, CrashProbes } from "./crash-probes.ts";
import { DATA_PROBES, DataProbes } from "./data-probes.ts";
import { OUTPUT_PROBES, OutputProbes } from "./output-probes.ts";
import type { Probe, ProbeFold } from "./probe.ts";

/** All probes. A campaign that leaves one out of many runs has not tested what it is about. */
export const PROBES: readonly Probe[] = [
  ...CRASH_PROBES,
  ...CHECKPOINT_PROBES,
  ...OUTPUT_PROBES,
  ...CLUSTER_PROBES,
  ...DATA_PROBES,
];

/** Those among these ids that some campaign could reach. */
export function withinReach(ids: readonly string[]): string[] {
  return ids.filter((id) => PROBES.find((probe) => probe.id === id)?.outOfReach === undefined);
}

/** Tells which probes a run has reached. Some need the level of records. */
export class ProbeObserver implements TraceObserver {
  readonly #reached = new Set<string>();
  readonly #folds: readonly ProbeFold<string>[] = [
    new CrashProbes(),
    new CheckpointProbes(),
    new OutputProbes(),
    new ClusterProbes(),
    new DataProbes(),
  ];
  readonly #reach = (id: string): void => {
    this.#reached.add(id);
  };

  /** Ids of probes. */
  get reached(): ReadonlySet<string> {
    return this.#reached;
  }

  on(event: TraceEvent): void {
    for (const fold of this.#folds) fold.on(event, this.#reach);
  }
}
