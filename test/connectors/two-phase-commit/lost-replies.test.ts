/** Requests of the sink to the log that are lost, or whose answers are: the effect is there once either way. */
import { describe, expect, test } from "vitest";
import { Observed } from "./ticks.ts";

const CALM = ["checkpoint 6 complete", "opened", "prepared for 7", "checkpoint 7 complete", "committed"];
const T7 = ["out-0-7@0", "out-1-7@0"];

/** Without the fault, which strikes somewhere between, and the checkpoint after. */
function courseOf(observed: Observed, txn: string): string[] {
  return observed.fateOf(txn).story.filter((chapter) => chapter !== "fault" && chapter !== "checkpoint 8 complete");
}

describe("when it is lost, nothing restarts and every record is there once:", () => {
  test.each(["drop:method=log.init,n=2", "drop:method=log.init,reply,n=2"])(
    "%s, a session that is asked for again is the same",
    (fault) => {
      // With its part of checkpoint 7 each sink asks for the session of checkpoint 8.
      const observed = new Observed([`${fault}@cp.trigger(cp=7)#1`]);
      observed.expectExactlyOnce();
      expect(observed.restored).toEqual([]);
      for (const producer of ["out-0-8", "out-1-8"]) {
        const sessions = observed.events("txn.session").filter(({ ext }) => ext?.producer === producer);
        expect(sessions.map(({ a }) => a)).toEqual([0]);
      }
    },
  );

  test.each(["drop:method=log.write,n=3", "drop:method=log.write,reply,n=3"])(
    "%s, a batch that is sent again is written once",
    (fault) => {
      const observed = new Observed([`${fault}@cp.complete(cp=6)#1`]);
      observed.expectExactlyOnce();
      expect(observed.restored).toEqual([]);
      for (const txn of T7) {
        expect(courseOf(observed, txn)).toEqual(CALM);
        const { lines, replayed } = observed.fateOf(txn);
        expect(new Set(lines).size).toBe(lines.length);
        expect(replayed).toBe(0);
      }
    },
  );

  test("drop:method=log.commit,n=2, the transaction is committed late", () => {
    const observed = new Observed(["drop:method=log.commit,n=2@cp.trigger(cp=7)#1"]);
    observed.expectExactlyOnce();
    for (const txn of T7) expect(courseOf(observed, txn)).toEqual(CALM);
  });

  test("drop:method=log.commit,reply,n=2, the second commit changes nothing", () => {
    const observed = new Observed(["drop:method=log.commit,reply,n=2@cp.trigger(cp=7)#1"]);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([]);
    for (const txn of T7) expect(courseOf(observed, txn)).toEqual([...CALM, "committed again"]);
  });

  // The sink asks for no abort: what an attempt leaves open, the session of the next one aborts.
  test("drop:method=log.init,reply,n=2 of a restart, the session that aborts what was left open is asked for again and is the same", () => {
    const observed = new Observed([
      "crash:tm=A@cp.trigger(cp=7)#1/500ms",
      "drop:method=log.init,reply,n=2@restore.begin#1",
    ]);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([6]);
    for (const producer of ["out-0-7", "out-1-7"]) {
      const sessions = observed.events("txn.session").filter(({ ext }) => ext?.producer === producer);
      expect(sessions.map(({ a }) => a)).toEqual([0, 1]);
      expect(observed.fateOf(`${producer}@0`).story).toContain("aborted: fenced by a new session");
    }
  });
});

test("a commit whose answer is lost with its TaskManager is repeated from the restored state and changes nothing", () => {
  const observed = new Observed([
    "drop:method=log.commit,reply,n=2@cp.trigger(cp=7)#1",
    "crash:tm=A@cp.complete(cp=7)#1+50ms/500ms",
  ]);
  observed.expectExactlyOnce();
  expect(observed.restored).toEqual([7]);
  for (const txn of T7) expect(courseOf(observed, txn)).toEqual([...CALM, "restored 7", "committed again"]);
});

test("a request for a session that comes after the restart fences the live writer, which begins once more", () => {
  const crash = "crash:tm=A@cp.complete(cp=7)#1+50ms/500ms";
  const late = (byMs: number) => [`delay:method=log.init,n=2,by=${byMs}ms@cp.trigger(cp=7)#1`, crash];
  // When the next attempt has opened the transaction, and when it prepares it: until the request comes nothing is otherwise.
  const never = new Observed(late(100_000));
  const at = (kind: "txn.open" | "txn.pre", txn: string) =>
    Number(never.events(kind).find(({ ext }) => ext?.txn === txn)?.t) / 1000;
  const between = (at("txn.open", "out-0-8@0") + at("txn.pre", "out-0-8@0")) / 2;
  const observed = new Observed(late(Math.round(between - at("txn.pre", "out-0-7@0"))));
  observed.expectExactlyOnce();
  expect(observed.restored).toEqual([7, 7]);
  const { story, lines, replayed } = observed.fateOf("out-0-8@0");
  expect(story).toEqual(expect.arrayContaining(["aborted: fenced by a new session", "write refused: fenced"]));
  expect(replayed).toBe(lines.length);
});
