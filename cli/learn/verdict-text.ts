/** A report as text for a terminal of 80 columns. */
import { isPrediction, type Rung } from "../../exercises/course/all-exercises.ts";
import type { Language } from "../../exercises/course/exercise.ts";
import type { FailureReport, Report } from "../../exercises/course/report.ts";
import type { TimelineLine } from "../../exercises/course/timeline.ts";
import { columnsOf, cutTo, padTo, wrapTo } from "../../sim/narrate/columns.ts";
import { type Paint, WIDTH } from "../text.ts";
import type { WrittenMoment } from "./moment-files.ts";
import { type Words, wordsIn } from "./words.ts";

/** What else there is to say. */
export interface VerdictOptions {
  readonly language: Language;
  readonly paint: Paint;
  /** What the learner calls the file. */
  readonly file: string;
  /** Place in the learner's file where it threw: `exercise.ts:12`. */
  readonly place: string | null;
  readonly moment: WrittenMoment | null;
}

/** Records of a list that are shown. */
const MOST_RECORDS = 8;
const INDENT = "  ";

/** All lines of a verdict. @param report null: the file is as it was given, and was not run */
export function verdictText(exercise: Rung, report: Report | null, options: VerdictOptions): string {
  const { language, paint, file } = options;
  const words = wordsIn(language);
  const title = exercise.title[language];
  if (report === null || report.state === "notStarted")
    return lines([
      paint.bold(`· ${title}: ${words.states.notStarted}`),
      ...block(exercise.goal[language]),
      "",
      ...block(words.notStarted(file)),
      ...block(words.hintWith(`tidemark learn hint ${exercise.name}`)),
    ]);
  const { failure, held, cases, runs } = report;
  if (failure === null)
    return lines([
      paint.green(paint.bold(`✓ ${words.passed(title)}`)),
      `${INDENT}${words.heldOf(held, cases, runs)}`,
      "",
      ...block(words.solutionWith(`tidemark learn solution ${exercise.name}`)),
      ...(isPrediction(exercise) ? [] : block(words.breakWith(`tidemark learn break ${exercise.name}`))),
    ]);
  return lines([
    paint.red(paint.bold(`✗ ${title}: ${words.states.failing}`)),
    `${INDENT}${words.heldOf(held, cases, runs)}`,
    "",
    ...failureLines(failure, words, options),
    "",
    ...(options.moment === null ? [] : momentLines(options.moment, words)),
    ...block(words.hintWith(`tidemark learn hint ${exercise.name}`)),
  ]);
}

/** Not wrapped: they are to be copied. */
function momentLines({ command, address }: WrittenMoment, words: Words): string[] {
  const link = address === null ? [] : [`${INDENT}${INDENT}${address}`];
  return [`${INDENT}${words.seeWith(command)}`, ...link];
}

function failureLines(failure: FailureReport, words: Words, { language, paint, place }: VerdictOptions): string[] {
  const { caseId, title, what, expected, got, record, timeline, schedules, misconception } = failure;
  return [
    ...wrapTo(`${words.case} ${caseId}: ${title[language]}`, WIDTH - INDENT.length).map(
      (line) => INDENT + paint.bold(line),
    ),
    ...(schedules === null ? [] : block(words.orders(schedules.failed, schedules.tried, schedules.seed))),
    "",
    ...timelineLines(timeline, language, paint),
    ...(timeline.length === 0 ? [] : [""]),
    `${INDENT}${paint.red(words.what[what])}`,
    ...(what === "threw" || what === "endless"
      ? [
          ...got.flatMap((line) => block(line[language], `${INDENT}${INDENT}`)),
          ...(place === null ? [] : [`${INDENT}${INDENT}${words.at} ${place}`]),
          ...(record === null ? [] : block(`${words.record}: ${record}`, `${INDENT}${INDENT}`)),
        ]
      : what === "prediction" && got.length === 0
        ? [`${INDENT}${INDENT}${words.notPredicted}`]
        : sideBySide(
            expected.map((line) => line[language]),
            got.map((line) => line[language]),
            what === "prediction" ? { ...words, expected: words.inTheRun, got: words.predicted } : words,
            paint,
          )),
    ...(misconception === null
      ? []
      : [
          "",
          ...(misconception.mistake[language] === ""
            ? []
            : block(`${words.looksLike} ${misconception.mistake[language]}`)),
          ...block(
            what === "prediction"
              ? misconception.lesson[language]
              : `${words.instead} ${misconception.lesson[language]}`,
          ),
        ]),
  ];
}

function timelineLines(timeline: readonly TimelineLine[], language: Language, paint: Paint): string[] {
  const widest = Math.max(0, ...timeline.map(({ beside }) => columnsOf(beside[language])));
  const left = WIDTH - INDENT.length - 2 - widest - 2;
  return timeline.map(({ text, beside, mark }) => {
    const line =
      `${mark ? "▸ " : "  "}${padTo(cutTo(text[language], left), left)}  ${paint.dim(beside[language])}`.trimEnd();
    return INDENT + (mark ? paint.bold(line) : line);
  });
}

/** Two columns where the records fit, one under the other where they do not. The first difference is marked. */
function sideBySide(expected: readonly string[], got: readonly string[], words: Words, paint: Paint): string[] {
  const shown = Math.max(expected.length, got.length);
  const firstDifference = firstOf(shown, (i) => expected[i] !== got[i]);
  const from = Math.max(0, Math.min(firstDifference - 1, shown - MOST_RECORDS));
  const column = Math.floor((WIDTH - INDENT.length * 2 - 4) / 2);
  const cell = (list: readonly string[], i: number) => list[i] ?? (list.length === 0 && i === 0 ? words.nothing : "");
  const rows: string[] = [];
  for (let i = from; i < Math.min(shown, from + MOST_RECORDS) || (shown === 0 && i === 0); i++) {
    const text = `${padTo(cutTo(cell(expected, i), column), column)}  ${cutTo(cell(got, i), column)}`.trimEnd();
    const isOff = i === firstDifference;
    rows.push(`${INDENT}${isOff ? "▸ " : "  "}${isOff ? paint.red(text) : text}`);
  }
  const left = shown - Math.min(shown, from + MOST_RECORDS);
  return [
    `${INDENT}  ${paint.dim(`${padTo(words.expected, column)}  ${words.got}`)}`,
    ...(from > 0 ? [`${INDENT}  … ${from}`] : []),
    ...rows,
    ...(left > 0 ? [`${INDENT}  … ${left}`] : []),
  ];
}

function firstOf(count: number, holds: (i: number) => boolean): number {
  for (let i = 0; i < count; i++) if (holds(i)) return i;
  return 0;
}

function block(text: string, indent = INDENT): string[] {
  return wrapTo(text, WIDTH - columnsOf(indent)).map((line) => indent + line);
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
