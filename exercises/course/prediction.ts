/** A rung without code: the learner says what a run will do, and the run says whether it does. */
import type { JobProgram } from "tidemark";
import { type Run, type Scenario, simulate } from "tidemark/sim";
import { same } from "./describe.ts";
import type { Text } from "./exercise.ts";
import type { FailureReport, Report } from "./report.ts";

/** Something that a run answers. */
export interface Question {
  /** Field of the learner's answers. */
  readonly name: string;
  readonly ask: Text;
  /** The answer, read off the trace at the level of records; it is written down nowhere. */
  readonly answer: (run: Run) => number;
  /** Why it is so. */
  readonly why: Text;
}

/** A rung that asks for a prediction. */
export interface Prediction {
  /** Name of its folder. */
  readonly name: string;
  readonly title: Text;
  readonly goal: Text;
  /** A scenario that comes with the package. */
  readonly scenario: Scenario;
  /** Its programs, by module name. */
  readonly programs: Readonly<Record<string, JobProgram>>;
  readonly questions: readonly Question[];
  readonly hints: readonly [Text, Text, Text];
}

/** What a learner's module exports by default: an answer to each question, `undefined` where none is given yet. */
export type Answers = Readonly<Record<string, number | undefined>>;

/** Level of the trace that questions are asked about. */
const RECORDS = 2;

/** The answers of the run, in the order of the questions. */
export function rightAnswers({ questions, scenario, programs }: Prediction): number[] {
  const run = simulate(scenario, { programs }, { level: RECORDS });
  return questions.map(({ answer }) => answer(run));
}

/** Runs the scenario and compares. */
export function reportOnPrediction(prediction: Prediction, answers: Answers): Report {
  const { name, questions, scenario } = prediction;
  const common = { exercise: name, cases: questions.length, runs: 1 };
  if (questions.every((question) => answers[question.name] === undefined))
    return { ...common, state: "notStarted", held: 0, failure: null };
  const right = rightAnswers(prediction);
  const first = questions.findIndex((question, i) => answers[question.name] !== right[i]);
  if (first < 0) return { ...common, state: "passing", held: questions.length, failure: null };
  const failure = failureOf(questions[first], answers, right[first], scenario.name ?? name);
  return { ...common, state: "failing", held: first, failure };
}

function failureOf({ name, ask, why }: Question, answers: Answers, right: number, scenario: string): FailureReport {
  const given = answers[name];
  return {
    caseId: name,
    title: ask,
    what: "prediction",
    // What is not predicted yet is not told either.
    expected: given === undefined ? [] : [same(String(right))],
    got: given === undefined ? [] : [same(String(given))],
    record: null,
    stack: null,
    timeline: [],
    schedules: null,
    moment: null,
    scenario,
    misconception: given === undefined ? null : { name, mistake: same(""), lesson: why },
  };
}
