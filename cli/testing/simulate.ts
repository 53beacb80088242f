/** `simulate(scenario)`: one run with every checker on. */
import type { Checker } from "../../sim/check/checker.ts";
import { ALL_PROPERTIES } from "../../sim/explore/all-properties.ts";
import { type AmbientUse, AmbientUses } from "../../sim/explore/ambient-use.ts";
import { examine } from "../../sim/explore/examine.ts";
import { type Happenings, HappeningsFold } from "../../sim/explore/happenings.ts";
import { ProbeObserver } from "../../sim/explore/probes/probe-observer.ts";
import type { Scenario } from "../../sim/scenario.ts";
import type { Host } from "../../sim/simulation.ts";
import type { TraceObserver } from "../../sim/trace/recorder.ts";
import type { VerifiedRun } from "../../sim/verify.ts";
import { originOf } from "./origin.ts";

/** What looks at a run beside the checkers of the project; fresh objects for each run. */
export interface SimulateOptions {
  /** The user's own properties of the trace. */
  readonly checkers?: readonly Checker[];
  readonly observers?: readonly TraceObserver[];
  /** The programs of a scenario that no arbitrary has made. */
  readonly host?: Host;
}

/** A run, and what has come about in it. */
export interface TestedRun extends VerifiedRun {
  readonly happenings: Happenings;
  /** Rare situations that came about (`docs/properties.md` lists them). */
  readonly probes: ReadonlySet<string>;
  /** Time and chance that user code asked for (`Date.now`, `Math.random` and the like). */
  readonly ambient: readonly AmbientUse[];
  /** Ids of all properties that it was watched by, own ones among them. */
  readonly properties: readonly string[];
}

/**
 * Runs a scenario of `scenarios(job)`, or one that was written by hand with its `host`.
 *
 * Throws what the simulation throws; a job that fails is no error, but a run with status `FAILED`.
 */
export function simulate(scenario: Scenario, { checkers, observers = [], host }: SimulateOptions = {}): TestedRun {
  const origin = originOf(scenario);
  const used = host ?? origin?.ground.host;
  if (used === undefined)
    throw new Error(
      "This scenario was not made by scenarios(job), so simulate needs its programs: { host: { programs } }.",
    );
  const fold = new HappeningsFold();
  const probes = new ProbeObserver();
  const ambient = new AmbientUses();
  const upsert = origin?.ground.upsert;
  const examination = examine(scenario, used, {
    ...(upsert === undefined ? {} : { upsert }),
    observers: [fold, probes, ambient, ...observers],
    ...(checkers === undefined ? {} : { checkers }),
  });
  if (origin !== null) origin.examination = examination;
  if (examination.run === null) throw new Error(examination.findings[0].message);
  const properties = [...ALL_PROPERTIES, ...(checkers ?? []).map(({ id }) => id)];
  const { happenings } = fold;
  return Object.assign(examination.run, { happenings, probes: probes.reached, ambient: ambient.uses, properties });
}
