import { describe, expect, test } from "vitest";
import { whyUnfinished } from "../../../sim/explore/survivable.ts";
import type { Scenario } from "../../../sim/scenario.ts";

const scenario: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "job" }],
  cluster: { taskManagers: 2, slots: 1 },
};
const why = (...faults: readonly string[]) => whyUnfinished({ ...scenario, faults });

describe("a job need not finish", () => {
  test.each([
    ["where a fault never ends", ["cut:A-jm@1s/ever"], "A fault never ends."],
    ["where machines hardly move", ["slow:tm=A,x=50@1s/1s", "slow:tm=A,x=50@1s/1s"], /^Machines are so slow/],
    [
      "where storage hardly answers",
      ["slow-storage:x=1000@1s/1s", "slow-storage:x=100@1s/1s"],
      /^The storage is so slow/,
    ],
    ["where its client is struck", ["drop:method=submitJob,n=1@1s"], /^The client's own calls/],
  ])("%s", (_where, faults, reason) => {
    expect(why(...faults)).toMatch(reason);
  });

  test("and has to under each of these alone", () => {
    expect(why("slow:tm=A,x=50@1s/1s")).toBeNull();
    expect(why("slow-storage:x=1000@1s/1s")).toBeNull();
    expect(why("crash:tm=A@1s/1s", "cut:A-jm@1s/1s")).toBeNull();
  });
});
