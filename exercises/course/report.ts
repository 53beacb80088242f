/** What a learner is told of a try: plain data, which goes from a thread to a terminal, into JSON or onto a page. */
import { type CaseResult, type ClusterFailure, checkExercise, type Effort, type Failure, isRight } from "./check.ts";
import { recordText, same, watermarkText } from "./describe.ts";
import type { Exercise, Pipeline, Text } from "./exercise.ts";
import { misconceptionOf } from "./misconception.ts";
import { MissingSolutionError } from "./missing-solution.ts";
import { clusterMoment, harnessMoment, type Moment } from "./moment.ts";
import { textOf } from "./text-of.ts";
import { clusterTimeline, harnessTimeline, type TimelineLine } from "./timeline.ts";

/** An exercise that nobody touched is never passing. */
export type ExerciseState = "notStarted" | "failing" | "passing";

/** Why it fails, at the first case that does not hold. */
export interface FailureReport {
  readonly caseId: string;
  readonly title: Text;
  /** What was looked at. */
  readonly what:
    | "records"
    | "side output"
    | "state entries"
    | "timers"
    | "forgotten"
    | "threw"
    | "endless"
    | "prediction";
  /** Records one a line, or a number. */
  readonly expected: readonly Text[];
  readonly got: readonly Text[];
  /** The record in hand when the code threw. */
  readonly record: string | null;
  /** Where it threw; null: it did not. */
  readonly stack: string | null;
  readonly timeline: readonly TimelineLine[];
  /** Null where a case has one course only. */
  readonly schedules: { readonly tried: number; readonly failed: number; readonly seed: number } | null;
  /** The run in which it failed, to be looked at; null for a prediction. */
  readonly moment: Moment | null;
  /** The scenario that a prediction is about. */
  readonly scenario: string | null;
  readonly misconception: { readonly name: string; readonly mistake: Text; readonly lesson: Text } | null;
}

/** What became of a try. */
export interface Report {
  readonly exercise: string;
  readonly state: ExerciseState;
  /** Cases that held, one after the other, and all there are. */
  readonly held: number;
  readonly cases: number;
  /** Runs on the cluster that were made. */
  readonly runs: number;
  readonly failure: FailureReport | null;
}

/** Tries a pipeline and says what there is to say. */
export function reportOn(exercise: Exercise, pipeline: Pipeline, effort: Effort = {}): Report {
  const results = checkExercise(exercise, pipeline, effort);
  const failure = results.at(-1)?.failure ?? null;
  const common = {
    exercise: exercise.name,
    held: results.length - (failure === null ? 0 : 1),
    cases: exercise.cases.length,
    runs: runsOf(results),
  };
  if (failure === null) return { ...common, state: "passing", failure: null };
  const told = failureReport(exercise, pipeline, failure);
  const untouched = told.what === "threw" && told.got[0].en === new MissingSolutionError().message;
  return { ...common, state: untouched ? "notStarted" : "failing", failure: told };
}

function runsOf(results: readonly CaseResult[]): number {
  return results.reduce((sum, { of, tried }) => sum + (of.kind === "cluster" ? tried : 0), 0);
}

function failureReport(exercise: Exercise, pipeline: Pipeline, failure: Failure): FailureReport {
  const { id, title } = failure.of;
  const wrong = misconceptionOf(exercise, pipeline, failure);
  const misconception = wrong === null ? null : { name: wrong.name, mistake: wrong.mistake, lesson: wrong.lesson };
  return {
    caseId: id,
    title,
    misconception,
    scenario: null,
    ...(failure.kind === "cluster" ? onCluster(failure) : inHarness(failure, exercise.inputs)),
  };
}

type Told = Omit<FailureReport, "caseId" | "title" | "misconception" | "scenario">;

function inHarness(failure: Extract<Failure, { kind: "harness" }>, inputs: readonly string[]): Told {
  const { broken } = failure.outcome;
  if (broken === null) throw new Error(`The case ${failure.of.id} is told as failing and holds.`);
  const { what, expected, got, record = null, stack = null } = broken;
  const common = {
    timeline: harnessTimeline(failure),
    moment: harnessMoment(failure, inputs),
    schedules: null,
    record,
    stack,
  };
  if (what === "threw") return { ...common, what, expected: [], got: [same(got)] };
  if (what === "stateEntries" || what === "timers")
    return {
      ...common,
      what: what === "timers" ? "timers" : "state entries",
      expected: [same(expected)],
      got: [same(got)],
    };
  return {
    ...common,
    what: what === "side" ? "side output" : what === "forgotten" ? what : "records",
    expected: linesOf(expected),
    got: linesOf(got),
  };
}

/** A list as JSON, or the lists of side outputs by their tags: one element a line. */
function linesOf(json: string): Text[] {
  const parsed: unknown = JSON.parse(json);
  if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
    const outputs = Object.entries(parsed as Readonly<Record<string, readonly unknown[]>>);
    return outputs.flatMap(([tag, values]) =>
      values.map((value): Text => {
        const { en, zh } = recordText(value);
        return { en: `${tag}: ${en}`, zh: `${tag}：${zh}` };
      }),
    );
  }
  if (!Array.isArray(parsed)) return [same(json)];
  return parsed.map((one: unknown) => {
    if (typeof one !== "object" || one === null) return recordText(one);
    const { value, watermarkMs } = one as Readonly<Record<string, unknown>>;
    if (typeof watermarkMs === "number") return watermarkText(watermarkMs);
    return recordText("timestampMs" in one ? value : one);
  });
}

function onCluster(failure: ClusterFailure): Told {
  const { of, outcome, schedule, tried, failed } = failure;
  const common = {
    timeline: clusterTimeline(failure),
    moment: clusterMoment(failure),
    schedules: { tried, failed, seed: schedule.number + 1 },
    record: outcome.kind === "failed" ? (outcome.record ?? null) : null,
    stack: outcome.kind === "failed" ? (outcome.stack ?? null) : null,
  };
  if (outcome.kind === "failed") return { ...common, what: "threw", expected: [], got: [same(outcome.message)] };
  if (outcome.kind === "endless")
    return {
      ...common,
      what: "endless",
      expected: [],
      got: [
        {
          en: `still running after ${outcome.virtualMs / 1000} s of virtual time`,
          zh: `虚拟时间过了 ${outcome.virtualMs / 1000} 秒仍在运行`,
        },
      ],
    };
  const { stateEntries, ...rest } = outcome;
  if (stateEntries !== undefined && isRight(of, rest))
    return {
      ...common,
      what: "state entries",
      expected: [same(String(of.stateEntries))],
      got: [same(String(stateEntries))],
    };
  const isMain = !isRight({ ...of, side: {} }, rest);
  const [tag, expectedSide] = Object.entries(of.side ?? {}).find(
    ([id, records]) => !isRight({ ...of, expected: records, side: {} }, { ...rest, results: outcome.side[id] ?? [] }),
  ) ?? ["", []];
  const [expected, got] = besideEachOther(
    (isMain ? of.expected : expectedSide).map(textOf),
    isMain ? outcome.results : (outcome.side[tag] ?? []),
    isMain && of.inOrder === true,
  );
  const told = (lines: readonly string[]) => lines.map((line) => recordText(JSON.parse(line)));
  return { ...common, what: isMain ? "records" : "side output", expected: told(expected), got: told(got) };
}

/** Where the order says nothing, what is on both sides comes first, and then what is not: that is what to look at. */
function besideEachOther(
  expected: readonly string[],
  got: readonly string[],
  inOrder: boolean,
): readonly [readonly string[], readonly string[]] {
  if (inOrder) return [expected, got];
  const rest = [...got].sort();
  const both: string[] = [];
  const missing = [...expected].sort().filter((line) => {
    const place = rest.indexOf(line);
    if (place >= 0) both.push(...rest.splice(place, 1));
    return place < 0;
  });
  return [
    [...both, ...missing],
    [...both, ...rest],
  ];
}
