/** What several threads have found, each in its part of the orders. */
import { describe, expect, it } from "vitest";
import type { CheckReply } from "../../../cli/learn/check-messages.ts";
import { joinedReplies } from "../../../cli/learn/joined-replies.ts";
import { EXERCISES } from "../../../exercises/course/all-exercises.ts";
import { type Report, reportOn } from "../../../exercises/course/report.ts";

const [exercise] = EXERCISES;
const passing = reportOn({ ...exercise, cases: exercise.cases.slice(0, 1) }, exercise.solution);
const failing = reportOn(exercise, exercise.wrong[0].pipeline);

function reply(report: Report, held: number, runs: number): CheckReply {
  return { kind: "report", report: { ...report, held, runs }, advice: [] };
}

describe("threads that share the orders", () => {
  it("pass together, and count their runs together", () => {
    expect(joinedReplies([reply(passing, 1, 3), reply(passing, 1, 4)])).toEqual(reply(passing, 1, 7));
  });

  it("tell the failure of the earliest case, and of one case that of the first thread", () => {
    expect(joinedReplies([reply(passing, 1, 3), reply(failing, 0, 4)])).toEqual(reply(failing, 0, 7));
    expect(joinedReplies([reply(failing, 2, 3), reply(failing, 1, 4)])).toEqual(reply(failing, 1, 7));
    const [first, second] = [reply(failing, 1, 3), reply({ ...failing, exercise: "second" }, 1, 4)];
    expect(joinedReplies([first, second])).toEqual(reply(failing, 1, 7));
  });

  it("say nothing else where one of them broke or never came back", () => {
    const broken: CheckReply = { kind: "broken", stack: "here" };
    expect(joinedReplies([reply(passing, 1, 3), broken])).toEqual(broken);
    expect(joinedReplies([null, reply(passing, 1, 3)])).toBeNull();
  });
});
