/** Every wrong solution of `training-goldens.json` is in the project, and each case that is said to catch it does. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EXERCISES } from "../../../exercises/course/all-exercises.ts";
import { checkCase } from "../../../exercises/course/check.ts";

type Mutant = readonly [mistake: string, caughtBy: readonly string[]];

const { note: _, ...mutants } = (
  JSON.parse(readFileSync(new URL("../training-goldens.json", import.meta.url), "utf8")) as {
    readonly mutants: Readonly<Record<string, readonly Mutant[]>>;
  }
).mutants;

/** Names of the wrong solutions, in the order of the goldens. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "long-ride-alerts": [
    "no-timer",
    "end-first-ignored",
    "end-first-never-alerts",
    "end-only-cancels",
    "timer-not-deleted",
    "timer-not-deleted-null",
    "timer-does-not-clear",
    "at-least-two-hours",
    "timer-for-end-first",
    "timer-one-late",
    "field-instead-of-state",
    "state-not-cleared",
    "keyed-by-driver",
  ],
  "rides-and-fares": [
    "fare-first-dropped",
    "state-not-cleared",
    "own-side-stored-first",
    "map-instead-of-state",
    "one-field-for-all-keys",
    "end-not-filtered",
  ],
  "hourly-tips": [
    "keyed-by-hour",
    "max-instead-of-max-by",
    "no-sum-per-driver",
    "window-start",
    "keyed-by-taxi",
    "two-hour-second-window",
    "second-stage-missing",
    "hours-from-the-first-fare",
  ],
  "ride-cleansing": [
    "only-start",
    "only-end",
    "or-instead-of-and",
    "negated",
    "latitude-first",
    "strict-bounds",
    "decimals-instead-of-floats",
    "always-true",
  ],
};
/** Cases that the goldens name together. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  "all three": ["testOneDriverOneTip", "testTipsAreSummedByHour", "testMaxAcrossDrivers"],
  "four upstream tests": [
    "testRideThatStartsOutsideNYC",
    "testRideThatEndsOutsideNYC",
    "testRideThatStartsAndEndsOutsideNYC",
    "testAMixtureOfLocations",
  ],
};

it("every wrong solution of the goldens has its name here", () => {
  const counts = (of: Readonly<Record<string, readonly unknown[]>>) =>
    Object.fromEntries(Object.entries(of).map(([exercise, list]) => [exercise, list.length]));
  expect(counts(NAMES)).toEqual(counts(mutants));
});

for (const [exerciseName, list] of Object.entries(mutants))
  describe(`the wrong solutions of ${exerciseName}`, () => {
    const exercise = EXERCISES.find(({ name }) => name === exerciseName);
    for (const [index, [mistake, caughtBy]] of list.entries())
      it(`have "${mistake}" (${NAMES[exerciseName]?.[index]}), caught wherever it is said to be`, () => {
        const pipeline = exercise?.wrong.find(({ name }) => name === NAMES[exerciseName][index])?.pipeline;
        if (exercise === undefined || pipeline === undefined) throw new Error("It is not there.");
        const catching = exercise.cases.filter(({ id }) => caughtBy.some((text) => isOf(text, id)));
        expect(catching).not.toEqual([]);
        for (const one of catching) {
          const { failure } = checkCase(one, exercise.inputs.length, pipeline);
          expect([one.id, failure !== null]).toEqual([one.id, true]);
        }
      });
  });

/** Is the case named by a text like "shortRide 6/12" or "all three (…)"? */
function isOf(text: string, id: string): boolean {
  if (text === "all") return true;
  const together = Object.keys(TOGETHER).find((words) => text.startsWith(words));
  return together === undefined ? text.split(" ")[0] === id : TOGETHER[together].includes(id);
}
