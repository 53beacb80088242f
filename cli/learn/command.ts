/** What `tidemark learn` understands. */
import { join, relative } from "node:path";
import { type Command, Option } from "commander";
import { RUNGS } from "../../exercises/course/all-exercises.ts";
import { nearestName } from "../../src/config/nearest-name.ts";
import { wholeNumber } from "../option-values.ts";
import { UserError } from "../user-error.ts";
import { attempt } from "./attempt.ts";
import { Checker } from "./checker.ts";
import { exerciseNamed, type LearnOptions, openCourse } from "./course.ts";
import { courseFolder } from "./course-folder.ts";
import { type Grade, gradeFolders, gradesAsCsv } from "./grade-command.ts";
import { breakText, hintText, resetExercise, solutionText } from "./help-texts.ts";
import { keysOf } from "./keys.ts";
import { newExercise } from "./new-exercise.ts";
import { listText, nextRung, overviewText, rungs } from "./overview.ts";
import { attemptText } from "./verdict.ts";
import { watchExercise } from "./watch-command.ts";

const FAILED = 1;

const EXAMPLES = `
Examples:
  tidemark learn                            where you are, and the next step
  tidemark learn watch long-ride-alerts     tries your file whenever you save it
  tidemark learn hint long-ride-alerts      a nudge; --level 2 and 3 say more
  tidemark learn list --json

Exit codes: 0 it passes, 1 it does not, 2 wrong use.`;

const print = (text: string): void => void process.stdout.write(text);
const note = (text: string): void => void process.stderr.write(text);

/** Adds the commands. */
export function addLearn(program: Command, finish: (code: number) => void): void {
  const learn = program
    .command("learn")
    .description("the taxi exercises: solve them in your editor, see what really happened")
    .addHelpText("after", EXAMPLES);
  inBothLanguages(learn)
    .argument("[command]", "none: where you are")
    .action((what: string | undefined, options: LearnOptions) => {
      if (what !== undefined) throw new UserError(unknownCommand(what, learn));
      print(overviewText(openCourse(options, print)));
    });

  inBothLanguages(learn.command("list"))
    .description("all exercises and how far you are")
    .option("--json", "print the list as JSON")
    .action((options: LearnOptions & { readonly json?: boolean }, command: Command) => {
      const course = openCourse(optionsOf(command), options.json === true ? note : print);
      print(options.json === true ? `${JSON.stringify({ rungs: rungs(course) })}\n` : listText(course));
    });

  inBothLanguages(learn.command("check"))
    .description("try your file on all cases, in every order that there is")
    .argument("<name>", "of the exercise")
    .option("--json", "print what came of it as JSON")
    .action(async (name: string, options: { readonly json?: boolean }, command: Command) => {
      const exercise = exerciseNamed(name);
      const course = openCourse(optionsOf(command), options.json === true ? note : print);
      const checker = new Checker();
      try {
        const tried = await attempt(exercise, course.folder, course.progress, checker, null);
        const { state, report, problems, advice, place } = tried;
        print(
          options.json === true
            ? `${JSON.stringify({ exercise: name, state, problems, place, failure: report?.failure ?? null, advice })}\n`
            : attemptText(tried, course),
        );
        finish(state === "passing" ? 0 : FAILED);
      } finally {
        await checker.close();
      }
    });

  inBothLanguages(learn.command("watch"))
    .description("try your file whenever you save it")
    .argument("[name]", "of the exercise; default: the first that does not pass")
    .action(async (name: string | undefined, _options: LearnOptions, command: Command) => {
      const course = openCourse(optionsOf(command), print);
      const all = rungs(course);
      await watchExercise(exerciseNamed(name ?? (nextRung(all) ?? all[0]).name), course, {
        print,
        keys: keysOf(process.stdin),
      });
    });

  inBothLanguages(learn.command("hint"))
    .description("a hint; each level says more")
    .argument("<name>", "of the exercise")
    .option("--level <n>", "1, 2 or 3", wholeNumber(1), 1)
    .action((name: string, { level }: { readonly level: number }, command: Command) =>
      print(hintText(exerciseNamed(name), level, openCourse(optionsOf(command), print))),
    );

  inBothLanguages(learn.command("solution"))
    .description("the solution and a discussion, once yours passes")
    .argument("<name>", "of the exercise")
    .option("--spoil", "show it before")
    .action((name: string, { spoil }: { readonly spoil?: boolean }, command: Command) =>
      print(solutionText(exerciseNamed(name), spoil === true, openCourse(optionsOf(command), print))),
    );

  addGrade(learn, finish);

  learn
    .command("new")
    .description("begin an exercise of your own: a folder that fails properly (in a checkout)")
    .argument("<name>", "of its folder, as in hourly-tips")
    .action((name: string) => {
      const { path } = courseFolder(process.cwd());
      const files = newExercise(name, path);
      print(`Made ${files.length} files in ${relative(process.cwd(), join(path, name))}.\n`);
      print("Add it to exercises/course/all-exercises.ts; exercises/README.md says what belongs into each file.\n");
    });

  inBothLanguages(learn.command("break"))
    .description("a run of your program with failures, and what to look for in it")
    .argument("<name>", "of the exercise")
    .action((name: string, _options: LearnOptions, command: Command) =>
      print(breakText(exerciseNamed(name), openCourse(optionsOf(command), print))),
    );

  inBothLanguages(learn.command("reset"))
    .description("begin anew; what you had is kept beside it")
    .argument("<name>", "of the exercise")
    .action((name: string, _options: LearnOptions, command: Command) =>
      print(resetExercise(exerciseNamed(name), openCourse(optionsOf(command), print))),
    );
}

function unknownCommand(what: string, { commands }: Command): string {
  const names = commands.map((command) => command.name());
  const near = nearestName(what, names);
  return `There is no command learn ${what}; ${near === null ? `there are ${names.join(", ")}.` : `did you mean ${near}?`}`;
}

/** A teacher's command: it speaks of many learners. */
function addGrade(learn: Command, finish: (code: number) => void): void {
  learn
    .command("grade")
    .description("try the exercises and predictions of many learners, each in a process with a time limit")
    .argument("<dir...>", "folders of submissions")
    .option("--json", "print the grades as JSON")
    .option("--csv", "print the grades as CSV")
    .option("--limit <s>", "seconds for one exercise of one submission", wholeNumber(1), 60)
    .action(async (folders: readonly string[], { json, csv, limit }: GradeFlags) => {
      note("The code of the submissions runs here unsandboxed, with your rights: grade only what you would run.\n");
      const text = json === true || csv === true;
      const onGrade = (grade: Grade): void => (text ? undefined : print(gradeLine(grade)));
      const grades = await gradeFolders(folders, { limitMs: limit * 1000, onGrade });
      if (json === true) print(`${JSON.stringify({ grades })}\n`);
      else if (csv === true) print(gradesAsCsv(grades));
      finish(grades.every(({ state }) => state === "passing") ? 0 : FAILED);
    });
}

interface GradeFlags {
  readonly json?: boolean;
  readonly csv?: boolean;
  /** s */
  readonly limit: number;
}

const LONGEST_NAME = Math.max(...RUNGS.map(({ name }) => name.length));

function gradeLine({ submission, exercise, state, failingCase, seed, misconception, error }: Grade): string {
  const more = [
    failingCase,
    seed === null ? null : `seed ${seed}`,
    misconception === null ? null : `like ${misconception}`,
    error,
  ].filter((part) => part !== null);
  return `${submission}  ${exercise.padEnd(LONGEST_NAME)}  ${state}${more.length === 0 ? "" : `: ${more.join(", ")}`}\n`;
}

function inBothLanguages(command: Command): Command {
  return command.addOption(new Option("--lang <language>", "zh or en; default: that of LANG").choices(["en", "zh"]));
}

/** With those of `learn` itself: `learn --lang zh list` is the same as `learn list --lang zh`. */
function optionsOf(command: Command): LearnOptions {
  return command.optsWithGlobals<LearnOptions>();
}
