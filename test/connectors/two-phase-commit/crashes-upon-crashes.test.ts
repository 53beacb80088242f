/** Who was given up and goes on, who dies again while it recovers, and a log that dies itself. */
import { describe, expect, test } from "vitest";
import { Observed } from "./ticks.ts";

const T7 = ["out-0-7@0", "out-1-7@0"];
const SINK = "task=sink: Writer";

describe("a zombie", () => {
  test("that hears nothing from the JobManager goes on writing, and is fenced by the attempt that replaces it", () => {
    // It is not heard any more, but goes on to hear until it counts as lost, and gives up itself only a while after that.
    const observed = new Observed(["cut:A-jm,oneway@1300ms/10s", "cut:jm-A,oneway@tm.lost#1/8s"], {
      "parallelism.default": 1,
      "restart-strategy.fixed-delay.delay": "100 ms",
    });
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([6]);
    const [restarted] = observed.events("topo.epoch").filter(({ a }) => a > 0);
    const fenced = observed.events("txn.refuse").filter(({ t }) => t > restarted.t);
    expect(fenced.map(({ ext }) => [ext?.request, ext?.reason])).toContainEqual(["write", "fenced"]);
    const { story, lines, replayed, shownBy } = observed.fateOf("out-0-7@0");
    expect(story).toContain("aborted: fenced by a new session");
    expect(replayed).toBe(lines.length);
    expect(shownBy).not.toContain("out-0-7@0");
  });

  test("that stood still between pre-commit and commit has its transaction committed by the attempt that replaces it", () => {
    const observed = new Observed([`pause:tm=A@txn.pre(cp=7,${SINK},subtask=1)#1/4s`]);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([7]);
    expect(observed.fateOf("out-0-7@0").story.slice(-2)).toEqual(["restored 7", "committed"]);
    expect(observed.fateOf("out-1-7@0").story.slice(-2)).toEqual(["restored 7", "committed again"]);
  });
});

describe("a second crash during the recovery", () => {
  const FIRST = "crash:tm=A@cp.complete(cp=7)#1/500ms";

  test("while a sink restores its state: checkpoint 7 is restored again and t7 committed once", () => {
    const observed = new Observed([FIRST, `crash:tm=C@restore.begin(${SINK})#1/500ms`]);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([7, 7]);
    for (const txn of T7) {
      const { story, replayed, shownBy } = observed.fateOf(txn);
      expect(story.filter((chapter) => chapter === "committed")).toHaveLength(1);
      expect([replayed, shownBy]).toEqual([0, [txn]]);
    }
  });

  test("when one of the restored transactions is committed and the other is not: the first is committed again, the other once", () => {
    // Up to its first fault a run is the one without.
    const before = new Observed([]).events("txn.commit").findIndex(({ ext }) => ext?.txn === "out-0-7@0");
    const observed = new Observed([FIRST, `crash:tm=C@txn.commit#${before + 1}/500ms`]);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([7, 7]);
    const repeated = observed.events("txn.commit").filter(({ ext }) => ext?.repeated === true);
    expect(repeated.map(({ ext }) => ext?.txn)).toContain("out-0-7@0");
    for (const txn of T7) {
      const { story, replayed, shownBy } = observed.fateOf(txn);
      expect(story.filter((chapter) => chapter === "committed")).toHaveLength(1);
      expect([replayed, shownBy]).toEqual([0, [txn]]);
    }
  });

  test("of a sink whose new session has aborted what was left open: the next session aborts that of the second attempt", () => {
    const first = "crash:tm=A@cp.trigger(cp=7)#1/500ms";
    // Up to the second fault the run is the one with the first alone.
    const opened = new Observed([first]).events("txn.open").findIndex(({ ext }) => ext?.txn === "out-0-7@1");
    const observed = new Observed([first, `crash:tm=C@txn.open#${opened + 1}/500ms`]);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([6, 6]);
    for (const txn of ["out-0-7@0", "out-0-7@1"]) {
      const { story, lines, replayed, shownBy } = observed.fateOf(txn);
      expect(story).toContain("aborted: fenced by a new session");
      expect(replayed).toBe(lines.length);
      expect(shownBy).not.toContain(txn);
    }
  });
});

describe("a crash of the log", () => {
  test("between pre-commit and commit: what it holds is on its disk, and the commit is asked for until it is back", () => {
    const observed = new Observed(["crash:log@cp.complete(cp=7)#1/3s"]);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([]);
    const back = observed.events("iv.end")[0].t;
    for (const txn of T7) {
      expect(observed.fateOf(txn).story.at(-1)).toBe("committed");
      const commit = observed.events("txn.commit").find(({ ext }) => ext?.txn === txn);
      expect(commit?.t).toBeGreaterThan(back);
    }
  });

  test("and of a TaskManager at the same moment: the restored committer waits for the log", () => {
    const observed = new Observed(["crash:log@cp.complete(cp=7)#1/3s", "crash:tm=A@cp.complete(cp=7)#1/500ms"]);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([7]);
    for (const txn of T7) expect(observed.fateOf(txn).story.at(-2)).toBe("committed");
  });

  test("before the pre-commit: the checkpoint waits for the flush, and none of it is lost", () => {
    const observed = new Observed([`crash:log@cp.first(cp=7,${SINK},subtask=1)#1/700ms`]);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([]);
    for (const txn of T7) {
      const { story, replayed, shownBy } = observed.fateOf(txn);
      expect(story.slice(-4, -1)).toEqual(["prepared for 7", "checkpoint 7 complete", "committed"]);
      expect([replayed, shownBy]).toEqual([0, [txn]]);
    }
  });
});
