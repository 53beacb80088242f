/** Matchers for vitest, with and without @fast-check/vitest: importing this module adds them to `expect`. */
import { expect, onTestFinished } from "vitest";
import { PROBES } from "../../sim/explore/probes/probe-observer.ts";
import { nearestName } from "../../src/config/nearest-name.ts";
import { failureReport } from "./failure-report.ts";
import { keepCase } from "./keep.ts";
import { originOf } from "./origin.ts";
import type { TestedRun } from "./simulate.ts";
import { TestRecord } from "./test-record.ts";
import { AT_LEAST_ONCE, type Demand, EXACTLY_ONCE, FINISHED, holdAll, judge } from "./verdict.ts";

/** How strict `toBeExactlyOnce` is about a whole property. */
export interface ExactlyOnceOptions {
  /** Pass although no run went on from a checkpoint, or failed between pre-commit and commit. */
  readonly allowVacuous?: boolean;
}

interface TidemarkMatchers<R = unknown> {
  /** Every effect was committed exactly once, the job finished, and no rule of the protocol was broken. */
  toBeExactlyOnce(options?: ExactlyOnceOptions): R;
  /** Nothing was lost, and the job finished. */
  toBeAtLeastOnce(): R;
  /** The job came to its end. */
  toFinish(): R;
  /** A rare situation came about (`docs/properties.md` lists them). */
  toReach(probe: string): R;
  /** No rule was broken: of these (`"OUT-2"`, or the id of an own checker), or of all. */
  toHoldAll(properties?: readonly string[]): R;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: vitest declares the parameter so.
  interface Matchers<T = any> extends TidemarkMatchers<T> {}
}

interface MatcherState {
  readonly currentTestName?: string;
  readonly testPath?: string;
}

/** By test file and name. */
const records = new Map<string, TestRecord>();

/** Of the test that runs; its last word is said when it is over, however often hooks run in between. */
function recordOf({ testPath = "", currentTestName = "" }: MatcherState): TestRecord {
  const key = `${testPath} ${currentTestName}`;
  const known = records.get(key);
  if (known !== undefined) return known;
  const record = new TestRecord();
  records.set(key, record);
  onTestFinished(({ task }) => {
    records.delete(key);
    if (record.failed || record.runs === 0 || task.result?.state === "fail") return;
    if (record.vacuous !== null) throw new Error(record.vacuous);
    console.log(record.summary);
  });
  return record;
}

function result(state: MatcherState, run: TestedRun, demand: Demand): { pass: boolean; message: () => string } {
  checkRun(run);
  const { finding, aside } = judge(run, demand);
  const isGenerated = originOf(run.scenario) !== null;
  if (finding === null) return { pass: true, message: () => `The run should not ${demand.wish}, and it does.` };
  recordOf(state).failed = true;
  return {
    pass: false,
    message: () => {
      const name = state.currentTestName ?? "case";
      const kept = isGenerated ? keepCase(run.scenario, name, state.testPath, finding.message) : null;
      return failureReport(run, finding, aside, kept);
    },
  };
}

function checkRun(run: unknown): asserts run is TestedRun {
  if (typeof run !== "object" || run === null || !("lineage" in run) || !("happenings" in run))
    throw new TypeError("This matcher wants a run: expect(simulate(scenario)).");
}

const PROBE_IDS = PROBES.map(({ id }) => id);

/** What nobody looks for holds always, so a name that there is not is refused in one sentence. */
function checkName(what: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  const nearest = nearestName(name, known);
  throw new Error(`There is no ${what} "${name}"${nearest === null ? "." : `; did you mean ${nearest}?`}`);
}

expect.extend({
  toBeExactlyOnce(run: TestedRun, { allowVacuous = false }: ExactlyOnceOptions = {}) {
    const judged = result(this, run, EXACTLY_ONCE);
    if (originOf(run.scenario) === null) return judged;
    const record = recordOf(this);
    record.mayBeVacuous ||= allowVacuous;
    record.add(run);
    return judged;
  },
  toBeAtLeastOnce(run: TestedRun) {
    return result(this, run, AT_LEAST_ONCE);
  },
  toFinish(run: TestedRun) {
    return result(this, run, FINISHED);
  },
  toReach(run: TestedRun, probe: string) {
    checkRun(run);
    checkName("probe", probe, PROBE_IDS);
    const reached = [...run.probes].join(", ") || "nothing";
    return { pass: run.probes.has(probe), message: () => `The run did not reach ${probe}; it reached ${reached}.` };
  },
  toHoldAll(run: TestedRun, properties?: readonly string[]) {
    checkRun(run);
    for (const property of properties ?? []) checkName("property", property, run.properties);
    return result(this, run, holdAll(properties));
  },
});
