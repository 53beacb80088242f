/** Transactions that the log aborts because nobody has committed them in time: what that costs, and how it is told. */
import { describe, expect, test } from "vitest";
import { findingsOf } from "../../../sim/explore/finding.ts";
import { narrate } from "../../../sim/narrate/narrate.ts";
import { EXPECTED, Observed } from "./ticks.ts";

const T7 = ["out-0-7@0", "out-1-7@0"];
const DOWN_S = 70;
/** Every TaskManager is away for 70 s, from the moment at which checkpoint 7 is complete and t7 not committed. */
const OUTAGE = ["A", "B", "C"].map((tm) => `crash:tm=${tm}@cp.complete(cp=7)#1/${DOWN_S}s`);
const STORED = {
  "execution.checkpointing.storage": "filesystem",
  "execution.checkpointing.data-inline-threshold": "0 b",
};

/** Whole and tenth seconds, as a sentence has them. */
function tenths(micros: number): string {
  return `${Number((micros / 1e6).toFixed(1))} s`;
}

function missing(observed: Observed): string[] {
  const seen = new Set(observed.run.output("out"));
  return EXPECTED.filter((line) => !seen.has(line));
}

describe("an outage of 70 s", () => {
  test("costs what was in a transaction with a timeout of 60 s, and the report says which, why and how much", () => {
    const observed = new Observed(OUTAGE, {}, { timeoutMs: 60_000 });
    const { run } = observed;
    expect([run.status, run.exactlyOnce]).toEqual(["FINISHED", false]);
    expect(observed.restored).toEqual([7]);
    const lost = missing(observed);
    // Nothing else is missing, and nothing is there twice.
    expect(T7.flatMap((txn) => observed.fateOf(txn).lines).sort()).toEqual([...lost].sort());
    expect(new Set(run.output("out")).size).toBe(run.output("out").length);

    const struck = observed.events("iv.apply")[0].t;
    const of = (kind: "txn.open" | "txn.abort" | "txn.refuse", txn: string) =>
      Number(observed.events(kind).find(({ ext }) => ext?.txn === txn)?.t);
    const sentences = T7.map((txn) => {
      const [opened, refused] = [of("txn.open", txn), of("txn.refuse", txn)];
      expect(of("txn.abort", txn) - opened).toBe(60_000_000);
      // Back after 70 s; the pause before the restart had passed by then.
      expect(refused - struck).toBeGreaterThan(DOWN_S * 1e6);
      expect(refused - struck).toBeLessThan((DOWN_S + 1) * 1e6);
      const held = lost.filter((line) => observed.fateOf(txn).lines.includes(line)).length;
      expect(held).toBeGreaterThan(64);
      return `Transaction ${txn} was aborted by its timeout of 60 s before it could be committed (open for ${Math.round((struck - opened) / 1000)} ms, then an outage of ${tenths(refused - struck)}): ${held} records lost.`;
    });

    const violations = run.violations.filter(({ property }) => property === "OUT-4");
    expect(violations.map(({ message }) => message).sort()).toEqual(sentences);
    const findings = findingsOf(run);
    expect(findings.find(({ property }) => property === "OUT-4")?.message).toBeOneOf(sentences);
    const loss = findings.find(({ property }) => property === "EXACTLY-ONCE")?.message ?? "";
    expect(sentences.some((sentence) => loss.endsWith(sentence))).toBe(true);
    expect(run.lineage.losses).toHaveLength(lost.length);
    for (const { message } of run.lineage.losses) expect(sentences).toContain(message);
    const story = narrate(run.trace, { columns: 2000, lines: 400 }).map(({ text }) => text);
    for (const sentence of sentences) expect(story.filter((line) => line.includes(sentence))).toHaveLength(1);
    expect(story.join(" ")).toContain(`but ${lost.length} records are lost.`);
  });

  test("costs nothing with a timeout of 80 s: the transaction is committed with the restart", () => {
    const observed = new Observed(OUTAGE, {}, { timeoutMs: 80_000 });
    observed.expectExactlyOnce();
    expect(observed.run.lostTransactions).toEqual([]);
    for (const txn of T7) expect(observed.fateOf(txn).story).toContain("committed");
  });

  test("also costs it when the log restarts meanwhile: the time before its restart counts", () => {
    const observed = new Observed([...OUTAGE, "crash:log@20s/5s"], {}, { timeoutMs: 60_000 });
    expect(missing(observed).sort()).toEqual(T7.flatMap((txn) => observed.fateOf(txn).lines).sort());
    expect(observed.run.lostTransactions.map(({ txn }) => txn).sort()).toEqual(T7);
  });

  test("that never ends leaves the loss to be told at the end of the run", () => {
    const forever = OUTAGE.map((fault) => fault.replace(`${DOWN_S}s`, "ever"));
    const { run } = new Observed(forever, {}, { timeoutMs: 60_000 });
    expect(run.status).toBe("LIMIT");
    const { message, event } = run.violations.filter(({ property }) => property === "OUT-4")[0];
    expect(message).toMatch(
      /timeout of 60 s before it could be committed \(open for \d+ ms, and no commit came any more\): \d+ records lost\.$/,
    );
    expect(event).toBe(-1);
  });
});

test("a transaction that times out before its checkpoint is complete is lost when that completes all the same", () => {
  // All of the input is read and prepared with checkpoint 7; its snapshot takes seconds to be written.
  const observed = new Observed(
    ["slow-storage:x=1000@cp.trigger(cp=7)#1/20s"],
    { ...STORED, "execution.checkpointing.timeout": "60 s" },
    { ticks: 1400, timeoutMs: 1000 },
  );
  const complete = observed.events("cp.complete").find(({ ch }) => ch === 7);
  expect(observed.run.status).toBe("FINISHED");
  for (const txn of T7) {
    const { story, lines } = observed.fateOf(txn);
    expect(story.filter((chapter) => chapter !== "fault").slice(1, 6)).toEqual([
      "opened",
      "prepared for 7",
      "aborted: timeout",
      "checkpoint 7 complete",
      "commit refused: invalid-state",
    ]);
    const opened = Number(observed.events("txn.open").find(({ ext }) => ext?.txn === txn)?.t);
    const sentence = `Transaction ${txn} was aborted by its timeout of 1 s before checkpoint 7 could complete (${tenths(Number(complete?.t) - opened)} after it was opened): ${lines.length} records lost.`;
    expect(observed.run.violations.map(({ message }) => message)).toContain(sentence);
  }
});

test("a transaction that times out while its sink still writes fails the sink, and nothing is lost", () => {
  const observed = new Observed(
    ["slow-storage:x=1000@cp.trigger(cp=7)#1/2s"],
    { ...STORED, "execution.checkpointing.timeout": "60 s" },
    { timeoutMs: 600 },
  );
  observed.expectExactlyOnce();
  expect(observed.run.lostTransactions).toEqual([]);
  const refused = observed.events("txn.refuse").map(({ ext }) => [ext?.request, ext?.reason]);
  expect(refused).toContainEqual(["write", "invalid-state"]);
  expect(observed.restored.length).toBeGreaterThan(0);
});
