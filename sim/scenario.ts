/** A scenario decides a run entirely: programs, inputs, cluster, configuration, faults, seed. Plain JSON. */
import type { RawConfigValue } from "../src/config/configuration.ts";

/** Version of the file format; a reader refuses any other. */
export const SCENARIO_VERSION = 1;

/** A program of the scenario. */
export interface ScenarioProgram {
  /** A built-in job, or a path relative to the scenario's file. */
  readonly module: string;
  /** SHA-256 of the module's bundle, 64 hex digits: only that code gives the same run. */
  readonly sha256?: string;
  readonly args?: Readonly<Record<string, string>>;
}

/** Where the records of an input come from: a file that the host reads, or the scenario itself. */
export type ScenarioInput =
  | { readonly file: string; readonly format: string }
  | { readonly records: readonly unknown[] };

/** The machines beside the one JobManager. */
export interface ScenarioCluster {
  readonly taskManagers: number;
  /** Slots of each. */
  readonly slots: number;
  /** Factor on CPU time by TaskManager name, for instance `{ "C": 3 }`. Default 1. */
  readonly slowness?: Readonly<Record<string, number>>;
}

/** All that decides a run. */
export interface Scenario {
  readonly version: typeof SCENARIO_VERSION;
  readonly name?: string;
  /** One sentence. */
  readonly purpose?: string;
  readonly seed: number;
  readonly programs: readonly ScenarioProgram[];
  readonly inputs?: Readonly<Record<string, ScenarioInput>>;
  readonly cluster: ScenarioCluster;
  /** By Flink's keys. */
  readonly configuration?: Readonly<Record<string, RawConfigValue>>;
  /** In text form. */
  readonly faults?: readonly string[];
  /**
   * The latencies that are drawn at random, by name (`link`, `boot`, `checkpoint-delay`, `restart-jitter`, `disorder`, or one
   * link as `link:tm-A>log`); every other one is always the middle of its range. Default all; `[]` leaves nothing to chance.
   */
  readonly randomLatencies?: readonly string[];
  /** The run is stopped at this virtual time, ms. Default one hour. */
  readonly limitMs?: number;
  /**
   * The run is cut at this virtual time, ms: what it is about has happened by then. Unlike at `limitMs`, it says nothing that
   * the job has not finished. Default: it is not cut.
   */
  readonly untilMs?: number;
  /** The job's outcome does not depend on the order of its inputs: the outcome verdict may be applied. */
  readonly confluent?: boolean;
}

/** Name of a TaskManager by its index: A, B, C … */
export function taskManagerName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : String(index);
}
