/** Tries a learner's pipeline on the cases of an exercise. */
import { type Outcome, runOnCluster } from "./cluster-run.ts";
import type { ClusterCase, Exercise, ExerciseCase, HarnessCase, Pipeline } from "./exercise.ts";
import { type HarnessOutcome, runInHarness } from "./harness-run.ts";
import { type Schedule, Schedules } from "./schedule.ts";
import { textOf } from "./text-of.ts";

/** A case that did not hold on the operator alone. */
export interface HarnessFailure {
  readonly kind: "harness";
  readonly of: HarnessCase;
  readonly outcome: HarnessOutcome;
}

/** A case that did not hold under a schedule of the cluster. */
export interface ClusterFailure {
  readonly kind: "cluster";
  readonly of: ClusterCase;
  /** The first schedule under which it did not hold. */
  readonly schedule: Schedule;
  readonly outcome: Outcome;
  /** Schedules that were tried, and those of them under which it did not hold. */
  readonly tried: number;
  readonly failed: number;
  /** All there are. */
  readonly schedules: number;
}

/** What a learner is told of first. */
export type Failure = HarnessFailure | ClusterFailure;

/** What became of one case. */
export interface CaseResult {
  readonly of: ExerciseCase;
  /** Schedules that were tried; 1 on the operator alone. */
  readonly tried: number;
  readonly failure: Failure | null;
}

/** How much is tried. */
export interface Effort {
  /** Schedules of each case at the most; default: all that there are. */
  readonly mostSchedules?: number;
  /** After the first schedule that fails, so many more are tried to tell how often it does. Default 0. */
  readonly afterFailure?: number;
  /** Told when a case begins. */
  readonly begin?: () => void;
  /** Asked between two schedules; true: what was tried by then of the case is enough. Default: never. */
  readonly enough?: () => boolean;
  /** Every `of`-th schedule of a case, beginning with the `index`-th; somebody else tries the others. Default: all of them. */
  readonly share?: { readonly index: number; readonly of: number };
  /** Told when a schedule fails, the first of its case. */
  readonly failed?: () => void;
  /** Asked between two cases; true: the cases that are left are of no interest. Default: never. */
  readonly isOver?: () => boolean;
}

/** One case after the other, up to the first that does not hold. */
export function checkExercise({ cases, inputs }: Exercise, pipeline: Pipeline, effort: Effort = {}): CaseResult[] {
  const results: CaseResult[] = [];
  for (const one of cases) {
    if (effort.isOver?.() === true) break;
    const result = checkCase(one, inputs.length, pipeline, effort);
    results.push(result);
    if (result.failure !== null) break;
  }
  return results;
}

/** @param inputs of the pipeline */
export function checkCase(of: ExerciseCase, inputs: number, pipeline: Pipeline, effort: Effort = {}): CaseResult {
  effort.begin?.();
  if (of.kind === "cluster") return checkOnCluster(of, pipeline, effort);
  const outcome = runInHarness(of, inputs, pipeline);
  return { of, tried: 1, failure: outcome.broken === null ? null : { kind: "harness", of, outcome } };
}

function checkOnCluster(of: ClusterCase, pipeline: Pipeline, effort: Effort): CaseResult {
  const schedules = new Schedules(of);
  const { mostSchedules = schedules.count, afterFailure = 0, enough = () => false } = effort;
  const { index, of: parts } = effort.share ?? { index: 0, of: 1 };
  let tried = 0;
  let failed = 0;
  let first: { readonly schedule: Schedule; readonly outcome: Outcome } | null = null;
  let most = Math.min(mostSchedules, schedules.count);
  let place = 0;
  for (const number of spread(schedules.count)) {
    if (place++ % parts !== index) continue;
    if (tried >= most || (tried > 0 && enough())) break;
    const schedule = schedules.at(number);
    const outcome = runOnCluster(of, schedule, pipeline);
    tried++;
    if (isRight(of, outcome)) continue;
    failed++;
    if (first !== null) continue;
    first = { schedule, outcome };
    effort.failed?.();
    most = Math.min(most, tried + afterFailure);
    // What throws or never ends does so in most orders, and each costs much.
    if (outcome.kind !== "finished") break;
  }
  const failure: ClusterFailure | null =
    first === null ? null : { kind: "cluster", of, ...first, tried, failed, schedules: schedules.count };
  return { of, tried, failure };
}

/** Are these the records that the case expects, and is as much left in state? */
export function isRight(of: ClusterCase, outcome: Outcome): boolean {
  if (outcome.kind !== "finished") return false;
  if (outcome.stateEntries !== undefined && outcome.stateEntries !== of.stateEntries) return false;
  const sides = Object.entries(of.side ?? {});
  return (
    isSame(textsOf(of.expected), outcome.results, of.inOrder === true, of.momentOf) &&
    sides.every(([tag, expected]) => isSame(textsOf(expected), outcome.side[tag] ?? [], false))
  );
}

/** Only a cache: thousands of records are compared with the results of run after run. */
const texts = new WeakMap<readonly unknown[], readonly string[]>();

function textsOf(expected: readonly unknown[]): readonly string[] {
  let known = texts.get(expected);
  if (known === undefined) {
    known = expected.map(textOf);
    texts.set(expected, known);
  }
  return known;
}

function isSame(
  expected: readonly string[],
  got: readonly string[],
  inOrder: boolean,
  momentOf?: ClusterCase["momentOf"],
): boolean {
  if (expected.length !== got.length) return false;
  if (inOrder && momentOf === undefined) return areEqual(expected, got);
  const moments = (lines: readonly string[]) => lines.map((line) => textOf(momentOf?.(JSON.parse(line))));
  return areEqual([...expected].sort(), [...got].sort()) && (!inOrder || areEqual(moments(expected), moments(got)));
}

function areEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.every((line, i) => line === b[i]);
}

/** All numbers below `count`, so that the first few lie far apart: neighbours in order are nearly the same. */
function* spread(count: number): Generator<number> {
  let step = Math.max(1, Math.round(count * 0.618));
  while (greatestCommonDivisor(step, count) !== 1) step++;
  for (let i = 0, number = 0; i < count; i++, number = (number + step) % count) yield number;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
